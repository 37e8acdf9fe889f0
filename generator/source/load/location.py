"""Location of a document: the path of a file, or a URL that is printed without secrets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

# Scheme, host and port of a URL (RFC 6454, section 4).
WebOrigin: TypeAlias = tuple[str, str | None, int | None]

_DEFAULT_PORTS = {"https": 443, "http": 80}
# A URI scheme (RFC 3986, section 3.1) of at least two characters, since `C:` is a drive.
URL_PATTERN = "[A-Za-z][A-Za-z0-9+.-]+://"
_URL = re.compile(URL_PATTERN)


@dataclass(frozen=True, slots=True, repr=False)
class Url:
    """The URL of a document.

    `str` and `repr` omit the user name and password, and the query, which often contains a token.
    """

    address: str

    def __str__(self) -> str:
        return f"{self.public}?…" if self._parts().query else self.public

    @property
    def public(self) -> str:
        """The address without user name, password, query and fragment."""
        parts = self._parts()
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit((parts.scheme, host, parts.path, "", ""))

    def __repr__(self) -> str:
        return f"Url({str(self)!r})"

    @property
    def origin(self) -> WebOrigin:
        """The origin of the URL, with the port that its scheme implies.

        Raises:
            ValueError: the port is not a number.
        """
        return url_origin(self._parts())

    @property
    def stem(self) -> str:
        """The stem of the path, like `Path.stem`; the host if the path is empty."""
        return self._path().stem or self._parts().netloc.rpartition("@")[2]

    @property
    def suffix(self) -> str:
        """The suffix of the path, like `Path.suffix`: `.json`."""
        return self._path().suffix

    def _path(self) -> PurePosixPath:
        return PurePosixPath(unquote(self._parts().path))

    def _parts(self) -> SplitResult:
        try:
            return urlsplit(self.address)
        except ValueError:
            # Brackets without an IPv6 address: any part of it may be a password.
            return SplitResult(self.address.partition("://")[0], "…", "", "", "")


Location: TypeAlias = Path | Url


def url_origin(parts: SplitResult) -> WebOrigin:
    """The origin of a URL that is already split.

    Raises:
        ValueError: the port is not a number.
    """
    return (
        parts.scheme,
        parts.hostname,
        parts.port or _DEFAULT_PORTS.get(parts.scheme),
    )


def parse_location(text: str) -> Location:
    """Parse a path or URL given by the user: `scheme://…` is a URL, whatever the scheme.

    `fetch` rejects unsupported schemes.
    """
    return Url(text) if _URL.match(text) else Path(text)
