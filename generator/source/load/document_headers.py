"""Headers for fetching a document, such as a credential; they never leave the document's origin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.source.load.location import Url, WebOrigin

# A field name, and a field value of printable characters (RFC 9110, sections 5.1 and 5.5).
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[\t\x20-\x7e]+")


class HeaderValue(str):
    """The value of a header, which may be a credential: tracebacks with variables omit it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'…'"

    def strip(self, characters: str | None = None, /) -> HeaderValue:
        return HeaderValue(super().strip(characters))


class HeaderError(ValueError):
    """A header cannot be sent. The message never contains its value."""


@dataclass(frozen=True, slots=True)
class DocumentHeaders:
    """Headers that are sent to one origin only: to neither redirects nor references elsewhere.

    Attributes:
        origin: the origin of the document; None sends nothing.
        fields: names and values, which `repr` omits.
    """

    origin: WebOrigin | None = None
    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @classmethod
    def for_document(
        cls, url: Url, fields: Iterable[tuple[str, str]]
    ) -> DocumentHeaders:
        """Headers for the document at `url`.

        Raises:
            HeaderError: a name or value cannot be sent.
        """
        checked = tuple(check_header(name, value) for name, value in fields)
        try:
            return cls(url.origin, checked)
        except ValueError:
            # Fetching the document reports the invalid port.
            return NO_HEADERS

    def for_url(self, url: Url) -> dict[str, str]:
        """The headers of a request to `url`; none if it has another origin."""
        try:
            return dict(self.fields) if url.origin == self.origin else {}
        except ValueError:
            return {}


NO_HEADERS = DocumentHeaders()


def check_header(name: str, value: str) -> tuple[str, str]:
    """Check a header, and remove spaces and tabs around its value.

    Raises:
        HeaderError: the name or the value cannot be sent.
    """
    value = HeaderValue(value)
    if not _NAME.fullmatch(name):
        raise HeaderError(f"{name!r} is not the name of a header")
    stripped = value.strip(" \t")
    if not stripped:
        raise HeaderError(f"the header {name} has no value")
    if "\r" in stripped or "\n" in stripped:
        raise HeaderError(f"the value of the header {name} has a line break")
    if not _VALUE.fullmatch(stripped):
        raise HeaderError(
            f"the value of the header {name} has characters other than printable ASCII"
        )
    return name, stripped
