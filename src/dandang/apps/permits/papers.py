"""The table of paper ways: how an act of a leader, panellist or cadre is recorded by an officer.

Whoever never signs in still acts: what he did on paper is recorded under a verb of its own, with
who acted, who recorded it, the day and the scan.
"""

from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role

V = Verb

# Roles whose holders may never sign in.
ON_PAPER = (
    Role.LEADER,
    Role.PANELLIST,
    Role.CADRE,
    Role.UNIT_HEAD,
    Role.DISCIPLINE_OFFICER,
    Role.JOINT_MEETING_MEMBER,
)

# Verbs that only read: their paper way is a printed page, which needs no record of its own.
READS: frozenset[Verb] = frozenset(
    {
        V.UNITS_READ,
        V.ARCHIVE_READ,
        V.ARCHIVE_UNSEAL,
        V.ROUNDS_READ,
        V.CASES_READ,
        V.CATALOGUES_READ,
        V.SELF_READ,
        V.SELF_UNSEAL,
        V.SELF_EXPORT,
    }
)

# Verb → the verbs under which an officer records the same act from paper.
PAPER_WAYS: dict[Verb, tuple[Verb, ...]] = {
    V.ROUNDS_DECIDE: (V.ROUNDS_DECIDE_FOR,),
    V.ROUNDS_APPROVE: (V.ROUNDS_APPROVE_FOR,),
    # To read one's result on screen serves it; on paper the letter is served.
    V.ROUNDS_READ_OWN: (V.ROUNDS_SERVE,),
    # Who may object may also withdraw.
    V.CASES_OBJECT: (V.CASES_OBJECT_FOR, V.CASES_WITHDRAW_FOR),
    V.CASES_ANSWER: (V.CASES_ANSWER_FOR,),
    # Who may ask may also withdraw, and reads the answer.
    V.CORRECTIONS_REQUEST: (V.CORRECTIONS_REQUEST_FOR, V.CORRECTIONS_SERVE),
    V.CORRECTIONS_REVIEW: (V.CORRECTIONS_REVIEW_FOR,),
    # What he says in a talk is written down with the check it is about.
    V.CHECKS_STATE: (V.CHECKS_RECORD,),
    # What he hands in on paper is filled in by who keeps the catalogue, with its source.
    V.CATALOGUES_FILL: (V.CATALOGUES_EDIT,),
}

# Verbs that write and have no paper way, each with its reason. Casting a ballot carries no verb: a
# typed ballot belongs to the booth.
NO_PAPER_WAY: dict[Verb, str] = {}
