"""What a career must keep to before the tables take it."""

from itertools import pairwise

from django.db.models import CharField, Model

from dandang.apps.archive.models import Appointment, Education, Person, ResumeLine, StatusPeriod
from dandang.apps.archive.rebuild import TEXTS
from dandang.career import Career, written
from dandang.career.parts import Appointment as Held
from dandang.career.parts import StatusPeriod as Period
from dandang.terms.refusal import Refusal


def check(career: Career) -> None:
    """Refuse a career that the tables could not hold, with the sentence that says why."""
    main = [one for one in career.appointments if one.main]
    for earlier, later in pairwise(main):
        if earlier.last_day is None or earlier.last_day >= later.first_day:
            raise Refusal(
                "archive.main_posts_overlap",
                name=career.name,
                earlier=earlier.post,
                later=later.post,
            )
    spans: list[Held | Period] = [*career.appointments, *career.status_periods]
    for one in spans:
        if one.last_day is not None and one.last_day < one.first_day:
            raise Refusal("archive.ends_before_it_begins", name=career.name, day=one.first_day)
    for rows, keys in (
        (career.appointments, {(one.unit, one.post, one.first_day) for one in career.appointments}),
        (career.status_periods, {(one.kind, one.first_day) for one in career.status_periods}),
        (career.year_grades, {one.year for one in career.year_grades}),
        (career.educations, {one.full_time for one in career.educations}),
    ):
        if len(rows) != len(keys):
            raise Refusal("archive.said_twice", name=career.name)
    _check_lengths(career)


def _check_lengths(career: Career) -> None:
    texts: list[tuple[type[Model], str, str]] = [
        (Person, name, written(getattr(career, name))) for name in ("name", *TEXTS, "note")
    ]
    for one in career.educations:
        texts += [
            (Education, name, written(getattr(one, name)))
            for name in ("schooling", "degree", "school")
        ]
    texts += [(ResumeLine, "text", one.text) for one in career.resume]
    texts += [(Appointment, "document", one.document) for one in career.appointments]
    for period in career.status_periods:
        texts += [
            (StatusPeriod, "note", period.note),
            (StatusPeriod, "document", period.document),
        ]
    for model, name, text in texts:
        field = model._meta.get_field(name)
        assert isinstance(field, CharField)
        if field.max_length and len(text) > field.max_length:
            raise Refusal(
                "archive.too_long",
                name=career.name,
                field=field.verbose_name,
                length=len(text),
                limit=field.max_length,
            )
