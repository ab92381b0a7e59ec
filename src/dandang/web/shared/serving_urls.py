"""Addresses of the pages of service."""

from django.urls import path

from dandang.web.shared.views import serving

app_name = "serving"
urlpatterns = [
    path("", serving.rounds, name="rounds"),
    path("<int:number>/", serving.round_, name="round"),
    path("<int:number>/record/", serving.record, name="record"),
    path("<int:number>/receipts.pdf", serving.receipts, name="receipts"),
    path("<int:number>/scans/<int:file>/", serving.scan, name="scan"),
    path("<int:number>/<int:ratee>/cancel/", serving.cancel, name="cancel"),
]
