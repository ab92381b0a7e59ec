"""Every verb of the house: its name is the permit's name and the trail's word."""

from dandang.terms import Term


class Verb(Term):
    """动作: what an actor may do."""

    UNITS_READ = "units.read", "查看单位与班子", "read units and teams"
    UNITS_EDIT = "units.edit", "维护单位、职务与职数", "edit units, posts and quotas"
    ARCHIVE_READ = "archive.read", "查看干部档案", "read files of cadres"
    ARCHIVE_IMPORT = "archive.import", "导入名册", "import a roster"
    ARCHIVE_EXPORT = "archive.export", "导出名册", "export a roster"
    ARCHIVE_EDIT = "archive.edit", "维护干部档案", "edit files of cadres"
    ARCHIVE_UNSEAL = "archive.unseal", "查看密封信息", "open sealed fields"
    ARCHIVE_REKEY = "archive.rekey", "更换密封信息的密钥", "change the keys of sealed fields"
    ROUNDS_READ = "rounds.read", "查看考核", "read rounds"
    ROUNDS_PREPARE = "rounds.prepare", "准备考核", "prepare a round"
    ROUNDS_CONDUCT = "rounds.conduct", "开箱与封箱", "open and close the box"
    ROUNDS_DECIDE = "rounds.decide", "评审等次", "decide grades"
    ROUNDS_DECIDE_FOR = "rounds.decide_for", "代录评审会议", "record the panel's meeting from paper"
    ROUNDS_APPROVE = "rounds.approve", "审定结果", "approve results"
    ROUNDS_APPROVE_FOR = "rounds.approve_for", "代录审定", "record an approval from paper"
    ROUNDS_PUBLISH = "rounds.publish", "发布结果", "publish results"
    ROUNDS_SERVE = "rounds.serve", "送达结果", "serve results"
    ROUNDS_CANCEL_SERVICE = (
        "rounds.cancel_service",
        "撤销送达登记",
        "cancel a service recorded wrongly",
    )
    ROUNDS_EXPORT = "rounds.export", "导出考核文书和统计表", "export letters and tallies"
    ROUNDS_READ_OWN = "rounds.read_own", "查看本人结果", "read own results"
    CASES_READ = "cases.read", "查看办理事项", "read cases"
    CASES_OBJECT = "cases.object", "提出异议", "object"
    CASES_OBJECT_FOR = "cases.object_for", "代录书面异议", "record an objection from paper"
    CASES_WITHDRAW_FOR = (
        "cases.withdraw_for",
        "代录撤回异议",
        "record from paper that an objection is withdrawn",
    )
    CASES_ASSIGN = "cases.assign", "指定答复人", "assign who answers"
    CASES_ANSWER = "cases.answer", "答复异议", "answer an objection"
    CASES_ANSWER_FOR = "cases.answer_for", "代录异议答复", "record an answer from paper"
    CASES_CLOSE = "cases.close", "办结", "close a case"
    CORRECTIONS_REQUEST = "corrections.request", "申请更正本人档案", "ask for a correction"
    CORRECTIONS_REQUEST_FOR = (
        "corrections.request_for",
        "代录书面更正申请",
        "record a correction from paper",
    )
    CORRECTIONS_SERVE = "corrections.serve", "送达更正答复", "serve the answer to a correction"
    CORRECTIONS_DECIDE = "corrections.decide", "办理更正申请", "decide a correction"
    CORRECTIONS_REVIEW = "corrections.review", "复核更正决定", "review a declined correction"
    CORRECTIONS_REVIEW_FOR = (
        "corrections.review_for",
        "代录更正复核",
        "record a review of a correction from paper",
    )
    CATALOGUES_READ = "catalogues.read", "查看清单", "read catalogues"
    CATALOGUES_EDIT = "catalogues.edit", "维护清单与版本", "edit catalogues and their versions"
    CATALOGUES_FILL = "catalogues.fill", "填写清单", "fill catalogues"
    CHECKS_RECORD = "checks.record", "登记档案核查", "record file checks"
    CHECKS_STATE = "checks.state", "对核查情况作说明", "state one's view of a check"
    LETTERS_TEMPLATE = "letters.template", "维护文书模板", "edit letter templates"
    ORGANISATION_EDIT = "organisation.edit", "维护本单位设置", "edit the organisation's settings"
    ORGANISATION_NETWORK = "organisation.network", "登记网络类别", "record the network's class"
    INBOX_REMIND = "inbox.remind", "催办逾期事项", "remind of overdue items"
    ACCOUNTS_READ = "accounts.read", "查看账号", "read accounts"
    ACCOUNTS_OPEN = "accounts.open", "开设与停用账号", "open and close accounts"
    ACCOUNTS_POLICY = "accounts.policy", "维护账号策略", "edit the account policy"
    GRANTS_READ = "grants.read", "查看权限一览", "read who holds which role"
    GRANTS_GRANT = "grants.grant", "授权与收回", "grant and withdraw roles"
    AUDIT_READ = "audit.read", "查看留痕", "read the trail"
    SELF_UNSEAL = "self.unseal", "查看本人密封信息", "open one's own sealed fields"
    SELF_EXPORT = "self.export", "导出本人材料", "take out one's own papers"
    AUDIT_REVIEW = "audit.review", "核查大量查阅", "review mass reading"
    SELF_READ = "self.read", "查看本人档案与查阅记录", "read own file and who opened it"
