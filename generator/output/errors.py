"""What can go wrong between the files as values and the disk."""

from __future__ import annotations


class OutputError(Exception):
    """The client cannot be written; what was in its folder before is still there.

    `message` says what stands in the way, `hint` what to do about it.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
