"""The app that carries the shared templates, static files and template tags."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """The frame and the pieces."""

    name = "dandang.web.shared"
    label = "web_shared"
