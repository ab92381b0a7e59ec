"""Reading evidence files. The app that cites a file decides who may see it."""

from dataclasses import dataclass

from dandang.apps.files.actions import place_of
from dandang.apps.files.models import File
from dandang.terms.refusal import NotFound


@dataclass(frozen=True, slots=True)
class FileBytes:
    """A file with its bytes."""

    name: str
    media_type: str
    content: bytes


def file_bytes(number: int) -> FileBytes:
    """The file of that number; NotFound when there is none."""
    row = File.objects.filter(pk=number).first()
    if row is None or not place_of(row.digest).exists():
        raise NotFound("permits.not_found")
    return FileBytes(row.name, row.media_type, place_of(row.digest).read_bytes())
