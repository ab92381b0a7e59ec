"""Addresses of the case pages."""

from django.urls import path

from dandang.web.shared.views import cases

app_name = "cases"
urlpatterns = [
    path("", cases.case_list, name="cases"),
    path("<int:number>/", cases.case, name="case"),
    path("<int:number>/assign/", cases.assign, name="assign"),
    path("<int:number>/answer/", cases.answer, name="answer"),
    path("<int:number>/assign/named/", cases.assign_named, name="assign_named"),
    path("<int:number>/answer/paper/", cases.answer_for, name="answer_for"),
    path("<int:number>/withdraw/paper/", cases.withdraw_for, name="withdraw_for"),
    path("<int:number>/close/", cases.close, name="close"),
    path("<int:number>/scans/<int:file>/", cases.scan, name="scan"),
]
