"""Addresses of the pages of service."""

from django.urls import path

from dandang.web.shared.views import serving

app_name = "serving"
urlpatterns = [
    path("", serving.rounds, name="rounds"),
    path("<int:number>/", serving.round_, name="round"),
    path("<int:number>/<int:ratee>/", serving.serve, name="serve"),
]
