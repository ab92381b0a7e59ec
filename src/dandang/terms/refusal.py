"""A refusal: a code with values; the wording stands in the sentences."""


class Refusal(Exception):
    """Something cannot be done, for a reason the office can read.

    `code` is a key of `terms/sentences/*.toml`, `values` fill its blanks. `status` is the HTTP
    status a page answers with.
    """

    status = 409

    def __init__(self, code: str, **values: object) -> None:
        """Keep the code and the values of its blanks."""
        super().__init__(code)
        self.code = code
        self.values = values


class NotPermitted(Refusal):
    """The actor's roles do not carry the verb here."""

    status = 403


class NotFound(Refusal):
    """It does not exist, or not for this viewer: both look the same."""

    status = 404
