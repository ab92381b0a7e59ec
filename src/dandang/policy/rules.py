"""The register of rules: every rule by its id, with the regimes and authorities it holds for."""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, wraps
from importlib import import_module
from typing import Concatenate, ParamSpec, Protocol, TypeVar

import dandang.policy
from dandang.policy.parameters import Declared, Document, book
from dandang.policy.verdict import Verdict, fact, lack, unknown
from dandang.terms.people import Authority, Regime


class Ruled(Protocol):
    """Whoever stands under rules: a career has both, and so has `Subject`."""

    @property
    def regime(self) -> Regime:
        """Which body of rules applies."""

    @property
    def authority(self) -> Authority:
        """干部管理权限."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person of whom a rule needs no more than regime and management authority."""

    regime: Regime
    authority: Authority


@dataclass(frozen=True, slots=True)
class Rule:
    """规则: what it is called, on which document and parameters it rests, for whom it holds."""

    id: str
    zh: str
    en: str
    document: Document
    parameters: tuple[Declared, ...]
    regimes: tuple[Regime, ...]
    authorities: tuple[Authority, ...]
    says: str

    def binds(self, subject: Ruled) -> bool:
        """Whether rules for this person are loaded."""
        return subject.regime in self.regimes and subject.authority in self.authorities


P = ParamSpec("P")
S = TypeVar("S", bound=Ruled)
_RULES: dict[str, Rule] = {}


def rule(
    id: str,
    *,
    zh: str,
    en: str,
    document: str,
    parameters: tuple[str, ...] = (),
) -> Callable[[Callable[P, Verdict]], Callable[P, Verdict]]:
    """Register a rule of plain values: it holds for whoever the document rules.

    `parameters` are the ids of those it may ask for. The verdict carries the rule's id.
    """

    def register(answer: Callable[P, Verdict]) -> Callable[P, Verdict]:
        _keep(
            id,
            zh=zh,
            en=en,
            document=document,
            parameters=parameters,
            regimes=(),
            authorities=tuple(Authority),
            doc=answer.__doc__,
        )

        @wraps(answer)
        def asked(*args: P.args, **kwargs: P.kwargs) -> Verdict:
            return replace(answer(*args, **kwargs), rule=id)

        return asked

    return register


def rule_of_person(
    id: str,
    *,
    zh: str,
    en: str,
    document: str,
    parameters: tuple[str, ...] = (),
    regimes: tuple[Regime, ...] = (),
    authorities: tuple[Authority, ...] = tuple(Authority),
) -> Callable[
    [Callable[Concatenate[S, P], Verdict]],
    Callable[Concatenate[S, P], Verdict],
]:
    """Register a rule whose first argument is a person (a career, a `Subject`).

    Whoever is under other regimes or authorities gets 不能确定: rules not loaded. Without `regimes`
    it holds for those that its document rules.
    """

    def register(
        answer: Callable[Concatenate[S, P], Verdict],
    ) -> Callable[Concatenate[S, P], Verdict]:
        kept = _keep(
            id,
            zh=zh,
            en=en,
            document=document,
            parameters=parameters,
            regimes=regimes,
            authorities=authorities,
            doc=answer.__doc__,
        )

        @wraps(answer)
        def asked(subject: S, /, *args: P.args, **kwargs: P.kwargs) -> Verdict:
            if not kept.binds(subject):
                return replace(_not_loaded(kept, subject), rule=id)
            return replace(answer(subject, *args, **kwargs), rule=id)

        return asked

    return register


def _keep(
    id: str,
    *,
    zh: str,
    en: str,
    document: str,
    parameters: tuple[str, ...],
    regimes: tuple[Regime, ...],
    authorities: tuple[Authority, ...],
    doc: str | None,
) -> Rule:
    if id in _RULES:
        raise ValueError(f"{id} stands twice")
    whole = book()
    ruling = whole.documents[document]
    declared = tuple(whole.declared[each] for each in parameters)
    says = (doc or "").split("\n\n")[0]
    kept = Rule(id, zh, en, ruling, declared, regimes or ruling.ruled, authorities, says)
    _RULES[id] = kept
    return kept


def _not_loaded(kept: Rule, subject: Ruled) -> Verdict:
    return unknown(
        "policy.rules_not_loaded",
        missing=[lack("policy.rules_for", regime=subject.regime, authority=subject.authority)],
        facts=[fact("policy.stands_under", regime=subject.regime, authority=subject.authority)],
        document=kept.document.zh,
    )


@cache
def load() -> None:
    """Import every chapter, so that all rules and questions are registered."""
    for found in pkgutil.walk_packages(dandang.policy.__path__, "dandang.policy."):
        import_module(found.name)


def named(id: str) -> Rule:
    """The registered rule of that id; KeyError when there is none."""
    return _RULES[id]


def rules() -> Mapping[str, Rule]:
    """Every rule by its id, in the order of ids."""
    load()
    return dict(sorted(_RULES.items()))
