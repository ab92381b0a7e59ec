"""Values of scoring: what is asked for, and all that is answered. Plain numbers and texts only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dandang.terms.term import Term


class Gate(Term):
    """可靠性门槛: how much order the data bear."""

    PLACES = "places", "可排名次（附区间）", "places with intervals"
    BANDS = "bands", "只分档次", "bands only"
    SCORES = "scores", "不排先后", "scores and intervals, no order"


class Zone(Term):
    """前列把握: how surely a ratee is in the top share."""

    CLEAR = "clear", "把握大", "surely within"
    PANEL = "panel", "须评议", "for the panel"
    OUT = "out", "不在其列", "surely outside"


class AnomalyKind(Term):
    """异常类型: in which way sheets look wrong."""

    STRAIGHT = "straight", "一律同分", "straight-lining"
    ERRATIC = "erratic", "忽高忽低", "erratic"
    BLOC = "bloc", "抬一压一", "a bloc lifting one and sinking another"
    LIFT = "lift", "合伙抬高", "a bloc lifting one"


class Method(Term):
    """估计方法."""

    EXACT = "exact", "限制最大似然（精确）", "REML, exact"
    MONTE_CARLO = "monte_carlo", "限制最大似然（蒙特卡洛）", "REML, Monte-Carlo average information"
    NONE = "none", "未估计", "not fitted"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a scheme lays down for scoring; weights are shares of their sum, missing ones weigh 1.

    `top` is the share that counts as excellent, `least` the k below which a class is pooled in the
    score of record, `grades` the value of each grade where raters give grades, `low` and `high` the
    range of the scale, `decimals` those of the score of record. `seed` makes chance repeatable. Without `residual_by_class` one
    residual variance holds for all classes.
    """

    classes: Mapping[str, Fraction] = field(default_factory=dict)
    items: Mapping[str, Fraction] = field(default_factory=dict)
    grades: Mapping[str, Fraction] = field(default_factory=dict)
    top: float = 0.20
    low: Fraction | None = None
    high: Fraction | None = None
    least: int = 1
    decimals: int = 2
    level: float = 0.90
    seed: int = 20261122
    residual_by_class: bool = True


@dataclass(frozen=True, slots=True)
class Components:
    """方差分量: variances of ratees, ratee × class, raters, and what is left (of each class)."""

    ratee: float
    ratee_class: float
    rater: float
    residual: float
    residual_of: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RateeScore:
    """What a round knows of one ratee.

    `record` is the exact published weighted mean (None: below k); `score` the mean plus the ratee's
    effect, with standard error and interval; `reliability` that of this ratee alone. What the gate
    forbids is None. `band` counts from 1 at the top; `p_top` is the probability of the top share
    within `group`; `score_without` the score when every proposed anomaly is set aside.
    """

    ratee: str
    group: str
    n_sheets: int
    n_raters: int
    record: Fraction | None
    score: float
    se: float
    low: float
    high: float
    reliability: float
    place: int | None
    place_low: int | None
    place_high: int | None
    p_top: float | None
    band: int | None
    zone: Zone | None
    score_without: float
    place_without: int | None


@dataclass(frozen=True, slots=True)
class RaterNote:
    """One rater on the caller's own file: how severe (below 0: severe), and what is proposed.

    `flags` are kinds of anomalies, `reasons` codes of sentences with the values of their blanks.
    """

    rater: str
    n_sheets: int
    severity: float
    flags: tuple[AnomalyKind, ...] = ()
    reasons: tuple[tuple[str, Mapping[str, object]], ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """One ratee's score and place with all sheets, and with one anomaly's sheets set aside."""

    ratee: str
    score: float
    score_without: float
    place: int | None
    place_without: int | None


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Sheets that look wrong, and why; proposed for the panel, never set aside by itself.

    `code` with `values` is the evidence as a sentence; `moved` the ratees whom it moves most.
    """

    kind: AnomalyKind
    raters: tuple[str, ...]
    lifted: tuple[str, ...]
    sunk: tuple[str, ...]
    n_sheets: int
    code: str
    values: Mapping[str, object]
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundScores:
    """Everything of one round. `ratees` stand by score, highest first; `raters` by name.

    `components` are None where nothing could be fitted; `parts` is how many groups of raters and
    ratees hang together by no sheet (1: all linked); `gate_reasons` and `notes` are codes of
    sentences with values. `split_half` is None where ratees have too few sheets to split.
    """

    name: str
    n: int
    n_ratees: int
    n_raters: int
    classes: tuple[str, ...]
    mean: float
    components: Components | None
    method: Method
    iterations: int
    converged: bool
    g: float | None
    split_half: float | None
    parts: int
    gate: Gate
    gate_reasons: tuple[tuple[str, Mapping[str, object]], ...]
    notes: tuple[tuple[str, Mapping[str, object]], ...]
    ratees: tuple[RateeScore, ...]
    raters: tuple[RaterNote, ...]
    anomalies: tuple[Anomaly, ...]
