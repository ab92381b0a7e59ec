"""Words about accounts and roles."""

from dandang.terms.term import Term


class AccountKind(Term):
    """账号类别: an account has one, for good."""

    BUSINESS = "business", "业务", "business"
    SYSTEM = "system", "系统管理", "system"
    SECURITY = "security", "安全管理", "security"
    AUDIT = "audit", "审计管理", "audit"


class Role(Term):
    """角色: a bundle of verbs, granted over a unit and what lies below it, or over oneself."""

    ORGANISER_OFFICER = "organiser_officer", "组织部干部", "organiser officer"
    UNIT_PERSONNEL_OFFICER = "unit_personnel_officer", "单位人事干部", "unit personnel officer"
    UNIT_HEAD = "unit_head", "单位主要负责人", "unit head"
    LEADER = "leader", "县委领导", "leader"
    PANELLIST = "panellist", "评审组成员", "panellist"
    CADRE = "cadre", "干部本人", "cadre"
    DISCIPLINE_OFFICER = "discipline_officer", "纪检监察干部", "discipline officer"
    JOINT_MEETING_MEMBER = "joint_meeting_member", "联席会议成员", "joint-meeting member"
    SYSTEM_OFFICER = "system_officer", "系统管理员", "system officer"
    SECURITY_OFFICER = "security_officer", "安全管理员", "security officer"
    AUDIT_OFFICER = "audit_officer", "审计管理员", "audit officer"

    @property
    def account_kind(self) -> AccountKind:
        """The only kind of account that may hold it."""
        return _KINDS.get(self, AccountKind.BUSINESS)


_KINDS = {
    Role.SYSTEM_OFFICER: AccountKind.SYSTEM,
    Role.SECURITY_OFFICER: AccountKind.SECURITY,
    Role.AUDIT_OFFICER: AccountKind.AUDIT,
}
