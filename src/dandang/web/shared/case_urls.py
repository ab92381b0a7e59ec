"""Addresses of the case pages."""

from django.urls import path

from dandang.web.shared.views import cases

app_name = "cases"
urlpatterns = [
    path("", cases.case_list, name="cases"),
    path("<int:number>/", cases.case, name="case"),
    path("<int:number>/assign/", cases.assign, name="assign"),
    path("<int:number>/answer/", cases.answer, name="answer"),
    path("<int:number>/close/", cases.close, name="close"),
    path("<int:number>/scans/<int:file>/", cases.scan, name="scan"),
]
