"""Photos of cadres: one on a person's page, or many from a zip file after a dry run."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from django.db import transaction

from dandang.apps.archive.actions.grip import record, take
from dandang.apps.archive.models import Person, Photo
from dandang.apps.archive.queries.people import seen
from dandang.apps.files import actions as files
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.formats import photo_zip, roster_cells
from dandang.formats.lists.key import key_of, number_of
from dandang.terms.lists import ListKind
from dandang.terms.refusal import Refusal

SIDE = 240


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """One file of a zip: whose photo it is, or why it cannot be taken."""

    file: str
    person: int | None = None
    name: str = ""
    unit: str = ""
    before: bool = False
    code: str = ""
    values: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class PhotoPlan:
    """What a zip of photos does: new ones, others in place of old ones, the same again, problems."""

    lines: tuple[PhotoLine, ...]
    same: int

    @property
    def problems(self) -> tuple[PhotoLine, ...]:
        """The files that cannot be taken."""
        return tuple(line for line in self.lines if line.code)

    @property
    def taken(self) -> tuple[PhotoLine, ...]:
        """The files that are somebody's photo."""
        return tuple(line for line in self.lines if not line.code)


@transaction.atomic
def put_photo(*, person: int, name: str, content: bytes, by: Actor, at: datetime) -> bool:
    """Keep a person's photo (照片) in place of an older one; False when it is the same again.

    Only the upper middle square is kept, as a small JPEG without metadata.
    """
    row = take(person, verb=Verb.ARCHIVE_EDIT, by=by)
    return _put(row, name=name, content=content, by=by, at=at)


@transaction.atomic
def remove_photo(*, person: int, by: Actor, at: datetime) -> None:
    """Remove a person's photo (删除照片), from the store too; refused where there is none."""
    row = take(person, verb=Verb.ARCHIVE_EDIT, by=by)
    photo = Photo.objects.filter(person=row).first()
    if photo is None:
        raise Refusal("photos.nothing_kept", name=row.name)
    photo.delete()
    files.drop(photo.file_id)
    record(row, verb=Verb.ARCHIVE_EDIT, by=by, at=at, details={"change": "photo_removed"})


@transaction.atomic
def put_photos(*, data: bytes, dry_run: bool = False, by: Actor, at: datetime) -> PhotoPlan:
    """Keep many photos from a zip, each named by 姓名 or by the key of the people's list.

    With any problem nothing is kept; the same zip again changes nothing.
    """
    require(by, Verb.ARCHIVE_EDIT)
    packed = photo_zip.photos(data)
    people, taken = _People(by), dict[int, str]()
    meant: list[tuple[Person, photo_zip.Packed]] = []
    lines: list[PhotoLine] = []
    for one in packed:
        try:
            person = people.called(one.stem)
            if other := taken.get(person.pk):
                raise Refusal("photos.twice", name=person.name, other=other)
            taken[person.pk] = one.name
            before = people.sources.get(person.pk)
            if before == _digest(one.content):
                continue
            files.check_picture(name=one.name, content=one.content, side=SIDE)
        except Refusal as refusal:
            lines.append(PhotoLine(one.name, code=refusal.code, values=refusal.values))
            continue
        known = before is not None
        lines.append(PhotoLine(one.name, person.pk, person.name, person.unit.name, known))
        meant.append((person, one))
    plan = PhotoPlan(tuple(lines), len(packed) - len(lines))
    if dry_run:
        return plan
    if plan.problems:
        raise Refusal("photos.has_problems", count=len(plan.problems))
    for person, one in meant:
        _put(person, name=one.name, content=one.content, by=by, at=at)
    return plan


class _People:
    """The people whose photos the actor may keep, by name and by number."""

    def __init__(self, by: Actor) -> None:
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.by_number: dict[int, Person] = {}
        for person in seen(by, Verb.ARCHIVE_EDIT).select_related("unit"):
            self.by_name[person.name].append(person)
            self.by_number[person.pk] = person
        self.sources = dict(Photo.objects.values_list("person_id", "source"))

    def called(self, stem: str) -> Person:
        """The one person that a file's name means: the key, the name, or name and key."""
        code = str(ListKind.PEOPLE)
        for part in (stem, stem.replace("_", " ").rpartition(" ")[2]):
            try:
                person = self.by_number.get(number_of(code, part))
            except Refusal:
                continue
            if person is not None:
                return person
        found = self.by_name.get(roster_cells.name(stem), [])
        if len(found) == 1:
            return found[0]
        if not found:
            raise Refusal("photos.nobody", name=stem)
        keys = "、".join(f"{key_of(code, one.pk)}（{one.unit.name}）" for one in found[:5])
        raise Refusal("photos.several", name=stem, keys=keys)


def _put(person: Person, *, name: str, content: bytes, by: Actor, at: datetime) -> bool:
    digest = _digest(content)
    before = Photo.objects.filter(person=person).first()
    if before is not None and before.source == digest:
        return False
    shown = f"照片{PurePosixPath(name).suffix}"
    number = files.put_scan(name=shown, content=content, side=SIDE, by=by, at=at)
    Photo.objects.update_or_create(
        person=person, defaults={"file_id": number, "source": digest, "put_at": at}
    )
    if before is not None:
        files.drop(before.file_id)
    record(person, verb=Verb.ARCHIVE_EDIT, by=by, at=at, details={"change": "photo"})
    return True


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
