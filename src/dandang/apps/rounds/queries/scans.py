"""Who may see which scan of a round: minutes, approvals, receipts; and a cadre those about himself."""

from django.db.models import Q

from dandang.apps.cases import queries as cases
from dandang.apps.files.queries import FileBytes, file_bytes
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.models import Approval, Meeting, Ratee, Round, Service
from dandang.terms.refusal import NotFound
from dandang.terms.rounds import RoundState


def scan(viewer: Actor, number: int, file: int) -> FileBytes:
    """A scan of a round: for who reads the round every one, for who serves its letters the receipts."""
    path = Round.objects.filter(pk=number).values_list("unit__path", flat=True).first()
    if path is None:
        raise NotFound("permits.not_found")
    reads = viewer.may(Verb.ROUNDS_READ, path=path)
    serves = viewer.may(Verb.ROUNDS_SERVE, path=path)
    receipt = Q(ratee__round=number, scan=file)
    found = ((reads or serves) and Service.objects.filter(receipt).exists()) or (
        reads
        and (
            Meeting.objects.filter(round=number, scan=file).exists()
            or Approval.objects.filter(round=number, scan=file).exists()
        )
    )
    if not found:
        raise NotFound("permits.not_found")
    return file_bytes(file)


def is_own_receipt(ratee: int, file: int | None) -> bool:
    """Whether a scan is the receipt of one's own standing service and of nobody else's."""
    standing = Service.objects.filter(scan=file, cancelled_at=None)
    return (
        file is not None
        and standing.filter(ratee=ratee).exists()
        and not standing.exclude(ratee=ratee).exists()
    )


def own_scan(viewer: Actor, ratee: int, file: int) -> FileBytes:
    """A scan about one's own published result: a receipt, or a paper of one's own objection.

    The minutes of the panel name others and are not among them, nor is a receipt that several signed.
    """
    if viewer.person is None or not viewer.carries(Verb.ROUNDS_READ_OWN):
        raise NotFound("permits.not_found")
    own = Ratee.objects.filter(pk=ratee, line__person_id=viewer.person)
    if not own.filter(round__state=str(RoundState.PUBLISHED)).exists():
        raise NotFound("permits.not_found")
    if not is_own_receipt(ratee, file):
        about = cases.cases_about(kind="ratee", numbers=[str(ratee)]).get(str(ratee), ())
        files = [cases.case_file(viewer, case.number) for case in about]
        if file not in {line.act.scan for each in files for line in each.course}:
            raise NotFound("permits.not_found")
    return file_bytes(file)
