"""Limits on fetching a document and the files that it refers to, and rules for their URLs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.read_file import MEBIBYTE
from generator.source.load.location import Url

# The largest documents known to us that are published in parts have 1,700.
MAX_REQUESTS = 2_500
MAX_TOTAL_BYTES = 256 * MEBIBYTE
MAX_TOTAL_SECONDS = 300.0

_HINT = "bundle the document into one file first"


@dataclass(slots=True)
class FetchBudget:
    """The remaining budget of the requests for all files of one document.

    Attributes:
        requests: number of requests, including those that follow a redirect.
        bytes: size of their content, compressed or not, whichever is more.
        seconds: their duration.
    """

    requests: int = MAX_REQUESTS
    bytes: int = MAX_TOTAL_BYTES
    seconds: float = MAX_TOTAL_SECONDS

    def check(self) -> None:
        """Check that something is left.

        Raises:
            DocumentError: nothing is, with the code `too-many-references`.
        """
        if self.requests <= 0:
            raise _exhausted(f"takes more than {MAX_REQUESTS:,} requests")
        if self.bytes <= 0:
            raise self.out_of_bytes()
        if self.seconds <= 0:
            raise _exhausted(f"takes over {MAX_TOTAL_SECONDS:g} s in total")

    def take_request(self) -> None:
        """Count one request.

        Raises:
            DocumentError: as `check`.
        """
        self.check()
        self.requests -= 1

    def out_of_bytes(self) -> DocumentError:
        """The error that the files are too large together."""
        return _exhausted(f"takes more than {MAX_TOTAL_BYTES // MEBIBYTE} MiB in total")


def _allow(url: Url) -> None:
    """Allow `url`."""


@dataclass(frozen=True, slots=True)
class FetchRules:
    """Rules for one document or referenced file.

    Attributes:
        check_url: raises `DocumentError` for a URL that must not be requested. It judges the first
            URL and every redirect.
        may_be_internal: whether the first URL may be in the user's own network. A redirect never
            leads there from the public Internet.
        budget: shared by the files of a document.
    """

    check_url: Callable[[Url], None] = _allow
    may_be_internal: bool = True
    budget: FetchBudget = field(default_factory=FetchBudget)


def _exhausted(problem: str) -> DocumentError:
    message = f"fetching the files that the document refers to {problem}"
    return DocumentError([Diagnostic("too-many-references", message, hint=_HINT)])
