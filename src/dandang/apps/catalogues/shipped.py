"""The catalogues that come with the house: what published documents name, and no more."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from dandang.formats.catalogues import CataloguePlan, read_catalogue
from dandang.terms.refusal import Refusal


@cache
def shipped() -> Mapping[str, CataloguePlan]:
    """Every shipped catalogue by its code, pack by pack, in the order of file names."""
    found: dict[str, CataloguePlan] = {}
    packs = files("dandang").joinpath("packs")
    for pack in sorted(packs.iterdir(), key=lambda each: each.name):
        folder = pack.joinpath("catalogues")
        if not folder.is_dir():
            continue
        for place in sorted(folder.iterdir(), key=lambda each: each.name):
            file = f"{pack.name}/catalogues/{place.name}"
            plan = read_catalogue(place.read_text("utf-8"), file=file)
            if plan.code in found:
                raise Refusal("catalogues.code_taken", said=plan.code)
            found[plan.code] = plan
    return found
