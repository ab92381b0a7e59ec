"""Addresses of the pages of regulations."""

from django.urls import path

from dandang.web.shared.views import asking, regulations

app_name = "rules"
urlpatterns = [
    path("", regulations.documents, name="documents"),
    path("unverified/", regulations.unverified, name="unverified"),
    path("ask/", asking.ask, name="ask"),
    path("ask/facts/", asking.facts, name="facts"),
    path("ask/<int:number>/", asking.person, name="person"),
    path("ask/<int:number>/sealed/", asking.person_sealed, name="person_sealed"),
    path("<slug:regulation>/", regulations.document, name="document"),
]
