"""What can go wrong between the files as values and the disk."""

from __future__ import annotations


class OutputError(Exception):
    """The client cannot be written, or read again; what was in its folder before is still there.

    `code` says which of the known reasons it is, `message` what stands in the way, and `hint` what
    to do about it.
    """

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
