"""Whatever is typed, sent or asked for, the site answers with a page of its own and never breaks."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from matrix import WHO, Row, Walk, read
from round_world import build
from site_forms import SiteForm, site_forms

POISONS = {
    "a null character": "虚\x00构",
    "half of a character": "虚\ud800构",
    "a very long text": "长" * 5000,
    "a number beyond every column": "9" * 30,
    "a number below every column": "-" + "9" * 30,
    "one beyond 64 bits": str(2**63),
    "one beyond 32 bits": str(2**31),
    "an infinite number": "1e999",
    "no number": "NaN",
    "digits of other scripts": "٣²３",
    "a day before all days": "0000-00-00",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "markup": "</script><b>'\";--{{ x }}{% x %}%s",
    "nothing": "",
    "blanks": " \u3000\t\r\n",
    "directions and marks": "\u202e\u0301\ufeff\U0001f600",
}
# What ends in a database or a calendar: tried in each field alone, the others being right.
DEADLY = (
    "a null character",
    "half of a character",
    "a very long text",
    "a number beyond every column",
    "the first day",
    "the last day",
)
NUMBERS = (0, 2**31, 2**63 - 1, 2**63, 10**30)


def encoded(fields: dict[str, str]) -> str:
    """As a browser would send it, also what no browser would."""
    return urlencode(fields, errors="surrogatepass")


def fell(status: str) -> bool:
    """Whether an answer is an error of ours."""
    return status.startswith("5")


def permitted(row: Row) -> list[str]:
    """Who gets an answer other than a refusal."""
    return [who for who in WHO if row.cells[who].partition("/")[0] not in {"403", "404", "405"}]


def poisoned(fields: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The fields all filled with each poison, each alone with the deadly ones, and each left out."""
    for what, poison in POISONS.items():
        yield f"all {what}", dict.fromkeys(fields, poison)
    for name in fields:
        for what in DEADLY:
            yield f"{name} {what}", {**fields, name: POISONS[what]}
        yield f"{name} left out", {other: text for other, text in fields.items() if other != name}


def sent_by_the_matrix(walk: Walk, beside: list[SiteForm]) -> Iterator[SiteForm]:
    """What the matrix sends to addresses that no page leads to in the walked county."""
    numbers = walk.world.inside.numbers
    known = {form.shape[0] for form in beside}
    for row in (row for row in read() if row.method == "POST" and row.sent):
        who = next(iter(permitted(row)), "organiser_officer")
        address = reverse(row.address, kwargs={b: numbers[t] for b, t in row.things().items()})
        pairs = row.sent.format_map(numbers).split("&")
        fields = dict(pair.partition("=")[::2] for pair in pairs)
        form = SiteForm(who, "", address, "POST", fields)
        if form.shape[0] not in known:
            yield form


@pytest.mark.django_db
def test_a_form_filled_with_anything_is_answered() -> None:
    walk = Walk(build())
    forms = site_forms(walk)
    assert len(forms) > 20
    faults = []
    for form in [*forms, *sent_by_the_matrix(walk, forms)]:
        for what, fields in poisoned(form.filled):
            sent = encoded(fields) or "_=1"
            address = form.address if form.method == "POST" else f"{form.address}?{sent}"
            status = walk.ask(form.who, form.method, address, sent)
            if fell(status):
                faults.append(f"{form.method} {form.address} as {form.who}, {what}: {status}")
    assert not faults, "\n".join(faults)


@pytest.mark.django_db
def test_any_number_in_an_address_and_any_word_after_it_is_answered() -> None:
    walk = Walk(build())
    inside = walk.world.inside.numbers
    words = ("page", "q", "text", "on", "unit", "purpose", "next", "first", "verb", "number")
    faults = []
    for row in read():
        who = next(iter(permitted(row)), "organiser_officer")
        for number in NUMBERS if row.filled else ():
            blanks = dict.fromkeys(row.things(), number)
            status = walk.ask(who, row.method, reverse(row.address, kwargs=blanks), row.sent)
            if fell(status):
                faults.append(f"{row.method} {row.address} of {number} as {who}: {status}")
        if row.method != "GET":
            continue
        address = reverse(row.address, kwargs={b: inside[t] for b, t in row.things().items()})
        for what, poison in POISONS.items():
            status = walk.ask(who, "GET", f"{address}?{encoded(dict.fromkeys(words, poison))}")
            if fell(status):
                faults.append(f"{row.address} as {who} asked with {what}: {status}")
    assert not faults, "\n".join(faults)


@pytest.mark.django_db
def test_a_null_character_and_a_day_before_the_calendar_are_refused_with_a_sentence() -> None:
    walk = Walk(build())
    answer = walk.response("anonymous", "POST", "/sign-in/", "name=a%00b&password=x")
    assert answer.status_code == 409
    assert "空字符" in answer.content.decode()
    answer = walk.response("audit_officer", "GET", "/oversight/trail/?first=0001-01-01")
    assert answer.status_code == 422
    assert "请填1900年至2199年之间的日期" in answer.content.decode()
