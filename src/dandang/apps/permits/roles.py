"""The table of roles: which verbs each role carries. The only place that says so."""

from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role

V = Verb

VERBS_OF: dict[Role, frozenset[Verb]] = {
    Role.ORGANISER_OFFICER: frozenset(
        {
            V.UNITS_READ,
            V.UNITS_EDIT,
            V.ARCHIVE_READ,
            V.ARCHIVE_IMPORT,
            V.ARCHIVE_EXPORT,
            V.ARCHIVE_EDIT,
            V.ARCHIVE_UNSEAL,
            V.ROUNDS_READ,
            V.ROUNDS_PREPARE,
            V.ROUNDS_CONDUCT,
            V.ROUNDS_DECIDE_FOR,
            V.ROUNDS_APPROVE_FOR,
            V.ROUNDS_PUBLISH,
            V.ROUNDS_SERVE,
            V.ROUNDS_CANCEL_SERVICE,
            V.ROUNDS_EXPORT,
            V.CASES_READ,
            V.CASES_OBJECT_FOR,
            V.CASES_WITHDRAW_FOR,
            V.CASES_ASSIGN,
            V.CASES_ANSWER,
            V.CASES_ANSWER_FOR,
            V.CASES_CLOSE,
            V.CORRECTIONS_REQUEST_FOR,
            V.CORRECTIONS_SERVE,
            V.CORRECTIONS_DECIDE,
            V.CORRECTIONS_REVIEW_FOR,
            V.CHECKS_RECORD,
            V.CATALOGUES_READ,
            V.CATALOGUES_EDIT,
            V.CATALOGUES_FILL,
            V.LETTERS_TEMPLATE,
            V.ORGANISATION_EDIT,
            V.INBOX_REMIND,
        }
    ),
    Role.UNIT_PERSONNEL_OFFICER: frozenset(
        {
            V.UNITS_READ,
            V.ARCHIVE_READ,
            V.ROUNDS_SERVE,
            V.CORRECTIONS_REQUEST_FOR,
            V.CORRECTIONS_SERVE,
            V.CATALOGUES_READ,
            V.CATALOGUES_FILL,
        }
    ),
    Role.UNIT_HEAD: frozenset({V.UNITS_READ, V.ARCHIVE_READ, V.CATALOGUES_READ}),
    Role.LEADER: frozenset(
        {
            V.UNITS_READ,
            V.ARCHIVE_READ,
            V.ROUNDS_READ,
            V.ROUNDS_APPROVE,
            V.CORRECTIONS_REVIEW,
            V.CATALOGUES_READ,
        }
    ),
    Role.PANELLIST: frozenset({V.ROUNDS_READ, V.ROUNDS_DECIDE}),
    Role.CADRE: frozenset(
        {
            V.SELF_READ,
            V.SELF_UNSEAL,
            V.SELF_EXPORT,
            V.ROUNDS_READ_OWN,
            V.CASES_OBJECT,
            V.CORRECTIONS_REQUEST,
            V.CHECKS_STATE,
        }
    ),
    Role.DISCIPLINE_OFFICER: frozenset(
        {
            V.UNITS_READ,
            V.ARCHIVE_READ,
            V.ARCHIVE_UNSEAL,
            V.CASES_READ,
            V.CASES_ANSWER,
            V.CATALOGUES_READ,
            V.CATALOGUES_FILL,
        }
    ),
    Role.JOINT_MEETING_MEMBER: frozenset(
        {V.UNITS_READ, V.CASES_READ, V.CASES_ANSWER, V.CATALOGUES_READ}
    ),
    Role.SYSTEM_OFFICER: frozenset(
        {V.ACCOUNTS_READ, V.ACCOUNTS_OPEN, V.ORGANISATION_NETWORK, V.ARCHIVE_REKEY}
    ),
    Role.SECURITY_OFFICER: frozenset(
        {V.ACCOUNTS_READ, V.ACCOUNTS_POLICY, V.GRANTS_READ, V.GRANTS_GRANT}
    ),
    Role.AUDIT_OFFICER: frozenset({V.AUDIT_READ, V.AUDIT_REVIEW, V.GRANTS_READ}),
}
