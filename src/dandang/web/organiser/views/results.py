"""Results of a round: the table, one ratee's why, publishing, letters, objections from paper."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.apps.cases.actions import Paper
from dandang.apps.letters import actions as letters
from dandang.apps.letters import queries as letter_queries
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions import exporting, objecting, telling
from dandang.apps.rounds.queries import running
from dandang.formats.letters import FIELDS
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.reading import ExportPurpose
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import FileForm
from dandang.web.organiser.forms.rounds import FromPaper
from dandang.web.shared.acting import acted
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.download import file_answer
from dandang.web.shared.forms.purpose import Stated
from dandang.web.shared.groups import ballots_of, grades_of, strip_of
from dandang.web.shared.notices import sentence_of, tell, tell_refusal
from dandang.web.shared.papers import recorded

organiser = desk(Role.ORGANISER_OFFICER)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@organiser
def round_results(request: DeskRequest, number: int) -> HttpResponse:
    """Scores, proposals, grades, service and objections of a round."""
    page = running.round_page(request.actor, number)
    ratees = running.ratees(request.actor, number)
    ballots = ballots_of(page)
    strip = strip_of(page, ratees.rows)
    context = {
        "page": page,
        "ratees": ratees,
        "lines": [(row, ballots.get(str(row.number), 0)) for row in ratees.rows],
        "strip": strip,
        "grades": grades_of(page, ratees.rows),
        "scored": sum(bool(row.score) for row in ratees.rows),
        "stated": Stated(),
    }
    return render(request, "organiser/rounds/results.html", context)


@organiser
def ratee(request: DeskRequest, number: int) -> HttpResponse:
    """One ratee: what the result rests on and how to recompute it."""
    page = running.ratee_page(request.actor, number)
    return render(request, "organiser/rounds/ratee.html", {"page": page})


@organiser
@require_POST
def round_publish(request: DeskRequest, number: int) -> HttpResponse:
    """Publish the results."""

    def act() -> str:
        people = telling.publish(number=number, by=request.actor, at=clock.now())
        return _("结果已发布，已签发 %(people)s 份告知书，待送达。") % {"people": people}

    return acted(request, act, "organiser:round", number)


@organiser
def letter_pdf(request: DeskRequest, number: int) -> HttpResponse:
    """A ratee's letter as PDF."""
    return file_answer(
        _letter(request, number, FileForm.PDF), "application/pdf", f"letter-{number}.pdf"
    )


@organiser
def letter_word(request: DeskRequest, number: int) -> HttpResponse:
    """A ratee's letter as a Word file."""
    return file_answer(_letter(request, number, FileForm.WORD), WORD, f"letter-{number}.docx")


def _letter(request: DeskRequest, number: int, form: FileForm) -> bytes:
    return exporting.letter(
        ratee=number,
        form=form,
        purpose="",
        kind=ExportPurpose.SERVICE,
        by=request.actor,
        at=clock.now(),
    )


@organiser
@require_POST
def round_tally(request: DeskRequest, number: int) -> HttpResponse:
    """The tally of a round as a workbook, for a stated purpose."""
    form = Stated(request.POST)
    try:
        if not form.is_valid():
            raise Refusal("audit.purpose_missing")
        content = exporting.tally(
            number=number, **form.cleaned_data, by=request.actor, at=clock.now()
        )
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect("organiser:round_results", number)
    return file_answer(content, EXCEL, f"tally-{number}.xlsx")


@organiser
def objection_from_paper(request: DeskRequest, number: int) -> HttpResponse:
    """Record an objection that came on paper."""
    page = running.ratee_page(request.actor, number)
    form = FromPaper(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"page": page, "form": form, "refused": ""}
        return render(request, "organiser/rounds/objection.html", context, status=status)
    try:
        case = _file_from_paper(request, number, page.row.name, form)
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        context = {"page": page, "form": form, "refused": sentence_of(refusal)}
        return render(request, "organiser/rounds/objection.html", context, status=422)
    tell(request, _("书面异议已登记，请指定没有参加本次考核的人答复。"))
    return redirect("cases:case", case)


def _file_from_paper(request: DeskRequest, number: int, name: str, form: FromPaper) -> int:
    said = form.cleaned_data
    return recorded(
        request.actor,
        Verb.CASES_OBJECT_FOR,
        said["scan"],
        lambda scan, at: objecting.object_to_result(
            ratee=number,
            text=said["text"],
            by=request.actor,
            at=at,
            paper=Paper(acted_by=name, acted_on=said["acted_on"], scan=scan),
        ),
    )


@organiser
def templates(request: DeskRequest) -> HttpResponse:
    """The Word template of the result letter: download, edit, put back."""
    refused = ""
    for sent in request.FILES.getlist("template")[:1]:
        try:
            letters.put_template(
                kind=letters.RESULT_LETTER,
                name=sent.name or "",
                content=sent.read(),
                by=request.actor,
                at=clock.now(),
            )
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            refused = sentence_of(refusal)
        else:
            tell(request, _("模板已更新，今后签发的告知书使用新模板。"))
            return redirect("organiser:templates")
    context = {
        "template": letter_queries.template_in_force(letters.RESULT_LETTER),
        "fields": FIELDS,
        "refused": refused,
    }
    status = 422 if refused else 200
    return render(request, "organiser/rounds/templates.html", context, status=status)


@organiser
def template_word(request: DeskRequest) -> HttpResponse:
    """The template in force, to edit."""
    content = letter_queries.template_content(letters.RESULT_LETTER)
    return file_answer(content, WORD, "result-letter-template.docx")
