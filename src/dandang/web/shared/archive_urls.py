"""Addresses of the archive's pages."""

from django.urls import path

from dandang.web.shared.views import appointing, archive, completeness, statuses, units

app_name = "archive"
urlpatterns = [
    path("people/", archive.people, name="people"),
    path("people/<int:number>/", archive.person, name="person"),
    path("people/<int:number>/sealed/", archive.unseal, name="unseal"),
    path("people/<int:number>/posts/", appointing.posts, name="posts"),
    path("people/<int:number>/status/", appointing.status, name="status"),
    path("completeness/", completeness.completeness, name="completeness"),
    path("units/", units.tree, name="units"),
    path("units/<int:number>/", units.unit, name="unit"),
    path("units/<int:number>/team/", units.team, name="team"),
    path("units/<int:number>/change/", units.change, name="unit_change"),
    path("quota/", units.quota, name="quota"),
    path("status/", statuses.statuses, name="statuses"),
    path("status/<int:number>/end/", statuses.end, name="status_end"),
]
