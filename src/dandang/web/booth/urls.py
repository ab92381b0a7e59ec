"""Addresses of the booth pages. A code never stands in one."""

from django.urls import path

from dandang.web.booth import views

app_name = "booth"
urlpatterns = [
    path("<int:round_number>/", views.entrance, name="entrance"),
    path("<int:round_number>/form/", views.form, name="form"),
    path("<int:round_number>/check/", views.check, name="check"),
    path("<int:round_number>/cast/", views.cast, name="cast"),
]
