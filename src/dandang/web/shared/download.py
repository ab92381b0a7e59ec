"""Answers that are files."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_answer(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to be saved under `name`, kept in no cache."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def shown_answer(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A scan to be looked at in the browser, kept in no cache."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    answer["Cache-Control"] = "no-store"
    return answer
