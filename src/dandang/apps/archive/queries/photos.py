"""Reading photos: only for who may read the file."""

from collections.abc import Iterable

from dandang.apps.archive.models import Photo
from dandang.apps.archive.queries.people import found
from dandang.apps.files.queries import FileBytes, file_bytes
from dandang.apps.permits.actor import Actor
from dandang.terms.refusal import NotFound


def photo(viewer: Actor, number: int) -> FileBytes:
    """The photo of a person; NotFound when there is none or the viewer may not read his file."""
    row = Photo.objects.filter(person=found(viewer, number)).first()
    if row is None:
        raise NotFound("permits.not_found")
    return file_bytes(row.file_id)


def having_photos(people: Iterable[int]) -> frozenset[int]:
    """Who of some people has a photo: one query."""
    rows = Photo.objects.filter(person__in=list(people))
    return frozenset(rows.values_list("person_id", flat=True))
