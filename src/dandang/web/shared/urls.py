"""Addresses of the shared pages."""

from django.urls import path
from django.views.i18n import set_language

from dandang.web.shared.views import home, pieces, signing

app_name = "shared"
urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("password/", signing.password, name="password"),
    path("language/", set_language, name="language"),
    path("pieces/", pieces.pieces, name="pieces"),
]
