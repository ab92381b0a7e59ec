"""Addresses of the file checks."""

from django.urls import path

from dandang.web.shared.views import checks

app_name = "checks"
urlpatterns = [
    path("", checks.overview, name="overview"),
    path("<int:person>/", checks.person, name="person"),
    path("<int:person>/find/", checks.find, name="find"),
    path("<int:person>/hear/", checks.hear, name="hear"),
    path("<int:person>/resolve/", checks.resolve, name="resolve"),
    path("<int:person>/scans/<int:file>/", checks.scan, name="scan"),
]
