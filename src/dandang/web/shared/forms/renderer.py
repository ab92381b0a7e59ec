"""How forms are drawn: as Django draws them, with selects drawn in one go."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class FormRenderer(DjangoTemplates):
    """Django's renderer, which draws a template for each option; a county offers 800 units."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """The widget or form as HTML."""
        if template_name == SELECT:
            return select(context["widget"])
        return super().render(template_name, context, request)


def select(widget: Mapping[str, Any]) -> SafeString:
    """A select from what its widget gives to Django's template."""
    groups = [
        format_html('<optgroup label="{}">{}</optgroup>', name, _options(options))
        if name
        else _options(options)
        for name, options, _ in widget["optgroups"]
    ]
    inside = mark_safe("".join(groups))
    attributes = _attributes(widget["attrs"])
    return format_html('<select name="{}"{}>{}</select>', widget["name"], attributes, inside)


def _options(options: Iterable[Mapping[str, Any]]) -> SafeString:
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        # A value is never localized: the browser sends back what stands there.
        ((str(each["value"]), _attributes(each["attrs"]), each["label"]) for each in options),
    )


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    if not attributes:
        return mark_safe("")
    told = (
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
        for name, value in attributes.items()
        if value is not False
    )
    return mark_safe("".join(told))
