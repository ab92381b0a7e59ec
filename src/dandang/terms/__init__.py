"""The words of the house: enums, the glossary and the sentences it says. Pure; imports nothing."""

from dandang.terms.refusal import Refusal
from dandang.terms.term import Term

__all__ = ["Refusal", "Term"]
