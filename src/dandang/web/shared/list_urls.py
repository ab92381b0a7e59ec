"""Addresses of lists that leave and come back; each names the list by its code."""

from django.urls import path

from dandang.web.shared.views import lists

app_name = "lists"
urlpatterns = [
    path("<slug:code>/export/", lists.export, name="export"),
    path("<slug:code>/import/", lists.import_, name="import"),
    path("<slug:code>/import/apply/", lists.apply, name="apply"),
    path("<slug:code>/import/marked/", lists.marked, name="marked"),
    path("<slug:code>/template/", lists.template, name="template"),
]
