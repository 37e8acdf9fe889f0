"""What the README of a client is laid out from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A line of the README's index: a function, the resource method it is, what it does."""

    function: str
    method: str
    summary: str
    is_deprecated: bool


@dataclass(frozen=True, slots=True)
class Readme:
    """`README.md` of the client; the calls in it are Python text, empty where there is none.

    `left_out` is what the document has besides: where, and what became of it.
    """

    path: str
    title: str
    package: str
    example: str
    method: str
    credentials: str
    # What to write for each security scheme, where there are several, or tokens to be fetched.
    schemes: tuple[str, ...]
    # Calls that give a server.
    servers: tuple[str, ...]
    paged: str
    streamed: str
    has_downloads: bool
    webhook: str
    resources: tuple[tuple[str, tuple[IndexEntry, ...]], ...]
    left_out: tuple[tuple[str, str], ...] = ()
