"""What may be asked of documents, meetings and checks, and in which words."""

from datetime import date

from dandang.policy.burden import rules
from dandang.policy.parameters import Local
from dandang.policy.questions import question
from dandang.policy.verdict import Verdict
from dandang.policy.words import Facts, Word, whole, yes_no

CHARACTERS = Word("字数", whole)
SPECIAL = Word("部署专项工作", yes_no)
THIS_YEAR, LAST_YEAR = Word("本年发文", whole), Word("上年发文", whole)
EXPLAINED = Word("已书面说明", yes_no)
HELD = Word("已开次数", whole)
MINUTES = Word("讲话分钟", whole)
PLANNED = Word("列入年度计划", yes_no)
CHECKS = Word("已开展项数", whole)
REVIEWED = Word("已作一致性评估", yes_no)


@question("文件篇幅是否合规", en="Is the document short enough?", words=(CHARACTERS, SPECIAL))
def length(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one document."""
    characters, special = facts.known(CHARACTERS), facts.known(SPECIAL)
    return rules.length(characters=characters, special=special, on=on, local=local)


@question(
    "发文数是否合规",
    en="Are there no more documents than last year?",
    words=(THIS_YEAR, LAST_YEAR, EXPLAINED),
)
def documents(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of an office's documents of a year."""
    return rules.documents(
        this_year=facts.known(THIS_YEAR),
        last_year=facts.known(LAST_YEAR),
        explained=facts.known(EXPLAINED) is True,
        on=on,
        local=local,
    )


@question("能否再开综合性会议", en="May one more comprehensive meeting be held?", words=(HELD,))
def meetings(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of a system's meetings of a year."""
    return rules.meetings(held=facts.known(HELD), on=on, local=local)


@question("讲话时长是否合规", en="Is the main speech short enough?", words=(MINUTES,))
def speech(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one speech."""
    return rules.speech(minutes=facts.known(MINUTES), on=on, local=local)


@question(
    "能否开展督查检查考核",
    en="May an inspection or assessment be held?",
    words=(PLANNED, CHECKS),
)
def check(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one inspection."""
    return rules.check(planned=facts.known(PLANNED), held=facts.known(CHECKS), on=on, local=local)


@question("文件能否印发", en="May the document be issued?", words=(REVIEWED,))
def issue(facts: Facts, on: date, local: Local) -> Verdict:
    """Ask of one document."""
    return rules.reviewed(reviewed=facts.known(REVIEWED), on=on, local=local)
