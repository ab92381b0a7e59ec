"""Words about the trail."""

from dandang.terms.term import Term


class Outcome(Term):
    """办理结果: what came of an act."""

    DONE = "done", "已办", "done"
    REFUSED = "refused", "被拒绝", "refused"


class Act(Term):
    """动作 that needs no role: the trail's words beside the verbs of the table of roles."""

    SIGN_IN = "accounts.sign_in", "登录", "sign in"
    PASSWORD = "accounts.password", "修改本人密码", "change own password"
    FACTOR = "accounts.factor", "启用或停用本人动态口令", "set up or give up own second factor"
    SESSIONS = "accounts.sessions", "退出本人其他登录", "end own other sessions"
    ALARM = "audit.alarm", "大量查阅提醒", "alarm on mass reading"
    PUT_FILE = "files.put", "存入扫描件", "put down a scan"
    ISSUE_LETTER = "letters.issue", "编发文书", "issue a letter"
    INBOX_OPEN = "inbox.open", "打开待办", "open an item of the inbox"
    INBOX_HAND = "inbox.hand", "交办待办", "hand an item over"
    INBOX_TAKE_BACK = "inbox.take_back", "收回交办", "take an item back"
    BACK_UP = "upkeep.backup", "备份", "back up"
    RESTORE = "upkeep.restore", "恢复", "restore"
    UPGRADE = "upkeep.upgrade", "升级", "upgrade"


class Span(Term):
    """统计时段: the time over which reading is counted."""

    HOUR = "hour", "一小时", "an hour"
    DAY = "day", "一天", "a day"
