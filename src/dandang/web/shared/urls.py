"""Addresses of the shared pages."""

from django.urls import URLPattern

app_name = "shared"
urlpatterns: list[URLPattern] = []
