"""Addresses of the archive's pages."""

from django.urls import path

from dandang.web.shared.views import (
    appointing,
    archive,
    completeness,
    photos,
    statuses,
    teams,
    units,
)

app_name = "archive"
urlpatterns = [
    path("people/", archive.people, name="people"),
    path("people/<int:number>/", archive.person, name="person"),
    path("people/<int:number>/sealed/", archive.unseal, name="unseal"),
    path("people/<int:number>/photo.jpg", photos.shown, name="photo"),
    path("people/<int:number>/photo/", photos.put, name="photo_put"),
    path("people/<int:number>/photo/remove/", photos.remove, name="photo_remove"),
    path("photos/", photos.many, name="photos"),
    path("photos/apply/", photos.apply, name="photos_apply"),
    path("people/<int:number>/posts/", appointing.posts, name="posts"),
    path("people/<int:number>/status/", appointing.status, name="status"),
    path("completeness/", completeness.completeness, name="completeness"),
    path("units/", units.tree, name="units"),
    path("units/<int:number>/", units.unit, name="unit"),
    path("units/<int:number>/team/", teams.team, name="team"),
    path("units/<int:number>/change/", units.change, name="unit_change"),
    path("quota/", units.quota, name="quota"),
    path("status/", statuses.statuses, name="statuses"),
    path("status/<int:number>/end/", statuses.end, name="status_end"),
]
