"""The numbers of the regulations: one TOML file a document, every value with its first day and source."""

from dandang.policy.parameters.local import Local, LocalValue
from dandang.policy.parameters.lookup import Book, book, value
from dandang.policy.parameters.parameter import Dated, Declared, Document, Parameter, Value
from dandang.policy.parameters.reading import read_document

__all__ = [
    "Book",
    "Dated",
    "Declared",
    "Document",
    "Local",
    "LocalValue",
    "Parameter",
    "Value",
    "book",
    "read_document",
    "value",
]
