"""Ready-made schemes: each states its own values, to be copied and edited."""

from fractions import Fraction

from dandang.assessing.scheme import Aspect, Choice, GradeCut, RaterClass, Scheme


def five_aspects(title: str, year: int) -> Scheme:
    """德能勤绩廉 rated by three classes of raters; every number in it is the scheme's own."""
    return Scheme(
        title=title,
        year=year,
        aspects=(
            Aspect("virtue", "德", Fraction(20)),
            Aspect("ability", "能", Fraction(20)),
            Aspect("diligence", "勤", Fraction(15)),
            Aspect("achievement", "绩", Fraction(30)),
            Aspect("integrity", "廉", Fraction(15)),
        ),
        choices=(
            Choice("excellent", "优秀", Fraction(95)),
            Choice("competent", "称职", Fraction(85)),
            Choice("basic", "基本称职", Fraction(75)),
            Choice("incompetent", "不称职", Fraction(60)),
            Choice("unknown", "不了解"),
        ),
        classes=(
            RaterClass(
                "A", "A票（主要领导、分管领导）", Fraction(40), "本单位主要领导、上级分管领导"
            ),
            RaterClass("B", "B票（班子成员、中层）", Fraction(30), "其他班子成员、中层负责人"),
            RaterClass("C", "C票（干部职工代表）", Fraction(30), "其他在编干部职工或其代表"),
        ),
        cuts=(
            GradeCut("优秀", Fraction(90)),
            GradeCut("称职", Fraction(80)),
            GradeCut("基本称职", Fraction(70)),
            GradeCut("不称职", Fraction(0)),
        ),
    )
