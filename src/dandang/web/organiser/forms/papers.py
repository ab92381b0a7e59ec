"""Forms of what a round's officer records from paper: the panel's meeting, an approval."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.apps.letters.served import names_in
from dandang.apps.rounds.actions.meeting import Member, MinutesRow, RowsRefused, Votes
from dandang.terms.refusal import Refusal
from dandang.web.shared.forms.day import DayField

COLUMNS = ("grade", "reason", "recused", "for", "against", "abstained")


class MeetingHead(forms.Form):
    """What the minutes say of the meeting as a whole."""

    held_on = DayField(label=_("会议日期"))
    members = forms.CharField(
        label=_("到会成员"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("一人一行：姓名，单位和职务。会后他们不能答复对本次考核的异议。"),
    )
    scan = forms.FileField(
        label=_("会议记录扫描件"),
        help_text=_("有到会成员签名的会议记录，PDF 或照片。"),
    )

    def said_members(self) -> tuple[Member, ...]:
        """The members, one from each line: the name, then the office after the first comma or blank."""
        lines = (line.strip() for line in self.cleaned_data["members"].splitlines())
        parted = (re.split(r"[，,、；;\s]+", line, maxsplit=1) for line in lines if line)
        return tuple(Member(name, "".join(office)) for name, *office in parted)


class ApprovalFromPaper(forms.Form):
    """Who approved the results, when, by which document."""

    acted_by = forms.CharField(label=_("审定人"), max_length=80)
    office = forms.CharField(
        label=_("职务"), max_length=80, help_text=_("如“县委书记”“县委常委会”。")
    )
    acted_on = DayField(label=_("审定日期"))
    document = forms.CharField(label=_("文号"), max_length=80, required=False)
    scan = forms.FileField(label=_("扫描件"))


def typed_rows(sent: Mapping[str, Any], ratees: list[int]) -> dict[int, dict[str, str]]:
    """What was typed for each ratee, as it was typed."""
    return {
        ratee: {name: str(sent.get(f"{name}-{ratee}", "")).strip() for name in COLUMNS}
        for ratee in ratees
    }


def minutes_rows(typed: Mapping[int, Mapping[str, str]]) -> tuple[MinutesRow, ...]:
    """The rows in which a grade was chosen; refused by row where votes are no numbers."""
    rows, faults = [], {}
    for ratee, said in typed.items():
        if not said["grade"]:
            continue
        counts = [said["for"], said["against"], said["abstained"]]
        if not all(count.isdecimal() and len(count) < 4 for count in counts if count):
            faults[ratee] = Refusal("rounds.number_unclear", field=_("票数"))
            continue
        given, against, abstained = (int(count or 0) for count in counts)
        rows.append(
            MinutesRow(
                ratee=ratee,
                grade=said["grade"],
                reason=said["reason"],
                recused=names_in(said["recused"]),
                votes=Votes(given, against, abstained) if any(counts) else None,
            )
        )
    if faults:
        raise RowsRefused(faults)
    return tuple(rows)
