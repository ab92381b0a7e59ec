"""Identity numbers that belong to nobody: area 999999 does not exist, the check digit is right."""

from datetime import date
from random import Random

from dandang.demo import AREA
from dandang.terms.people import Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def check_digit(body: str) -> str:
    """The last place of an identity number whose first seventeen figures are `body`."""
    total = sum(weight * int(figure) for weight, figure in zip(_WEIGHTS, body, strict=True))
    return _CHECKS[total % 11]


def identity_number(rng: Random, birth: date, sex: Sex, taken: set[str]) -> str:
    """身份证号 of an invented person; never one of `taken`, to which it is added."""
    while True:
        serial = rng.randrange(500) * 2 + (sex is Sex.MALE)
        body = f"{AREA}{birth:%Y%m%d}{serial:03d}"
        number = body + check_digit(body)
        if number not in taken:
            taken.add(number)
            return number
