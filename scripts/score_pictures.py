"""The pictures of the manual's page on scores, from the example that `dandang score` makes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from dandang.cli.score_example import WORDS, example
from dandang.scoring.reading import Columns, read
from dandang.scoring.report import bars, caterpillar
from dandang.scoring.report.style import STYLE
from dandang.scoring.report.words import Words
from dandang.scoring.rounds import scored_rounds
from dandang.scoring.values import Plan
from dandang.scoring.weights import read_plan

TARGET = Path(__file__).resolve().parent.parent / "docs/pictures"
FEW = 16
FONTS = '"Source Han Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif'


def main() -> None:
    """Write score-*.svg: a caterpillar, the bands, where differences come from, severity."""
    files = example()
    plan = read_plan(files["weights.toml"].decode(), Plan())
    columns = Columns(
        ratee=WORDS["ratee"],
        rater=WORDS["rater"],
        score=WORDS["score"],
        item=WORDS["item"],
        cls=WORDS["cls"],
    )
    with TemporaryDirectory() as folder:
        ratings = Path(folder) / "ratings.csv"
        ratings.write_bytes(files["ratings.csv"])
        [found] = scored_rounds(read(str(ratings), columns, plan).rounds, plan)
    words = Words("zh")
    assert found.components is not None
    made = {
        "caterpillar": caterpillar.caterpillar(words, "c", found.ratees[:FEW]),
        "bands": bars.bands(words, "b", found.ratees),
        "variances": bars.variances(words, "v", found.components),
        "severity": bars.severity(words, "s", found.raters),
    }
    for name, chart in made.items():
        alone = chart.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        # Alone, a picture has no page whose colours it could ask for.
        told = STYLE.replace("var(--ink)", "#1f1d1a").replace("var(--grey)", "#6a655d")
        told = told.replace("var(--line)", "#d9d4c9").replace("var(--blue)", "#27476e")
        told = told.replace("var(--panel)", "#fff").replace("@media print", "@media none")
        told += "svg{border:0;margin:0;background:#fff;font-family:" + FONTS + "}"
        start = alone.index(">") + 1
        text = f"{alone[:start]}<style>{told}</style>{alone[start:]}\n"
        (TARGET / f"score-{name}.svg").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
