"""How documents are numbered."""


def document_number(prefix: str, year: int, sequence: int) -> str:
    """The number as it is printed: prefix, year in hexagonal brackets, sequence: `组考〔2026〕12号`."""
    return f"{prefix}〔{year}〕{sequence}号"
