"""Identity numbers (身份证号): read, checked, brought to eighteen places."""

from datetime import date

from dandang.days import PartialDate
from dandang.terms.refusal import Refusal

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DIGITS = "10X98765432"


def check_digit(first17: str) -> str:
    """The eighteenth place that belongs to seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True))
    return _DIGITS[total % 11]


def read(text: str) -> str:
    """An identity number in eighteen places; one of fifteen is brought to eighteen.

    Refusal when its form, its day of birth or its check digit is wrong. The area is not judged:
    divisions come and go.
    """
    number = "".join(text.split()).upper().replace("Ｘ", "X")
    if len(number) == 15 and number.isascii() and number.isdigit():
        number = f"{number[:6]}19{number[6:]}"
        number += check_digit(number)
    body = number[:17]
    if len(number) != 18 or not (body.isascii() and body.isdigit()):
        raise Refusal("roster.identity_form", said=len(number))
    if number[17] != check_digit(body):
        raise Refusal("roster.identity_check_digit")
    birth(number)
    return number


def birth(number: str) -> PartialDate:
    """The day of birth that the number tells."""
    try:
        return PartialDate.of(date(int(number[6:10]), int(number[10:12]), int(number[12:14])))
    except ValueError as error:
        raise Refusal("roster.identity_birth") from error
