"""Addresses of the booth pages."""

from django.urls import URLPattern

app_name = "booth"
urlpatterns: list[URLPattern] = []
