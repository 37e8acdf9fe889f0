"""The error of writing or reading a client."""

from __future__ import annotations


class OutputError(Exception):
    """A client cannot be written or read; the files in its folder are unchanged.

    Attributes:
        code: a registered diagnostic code.
        message: what is wrong.
        hint: what to do; None for the advice of the code.
    """

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
