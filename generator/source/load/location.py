"""Where a document is: a file's path, or a URL that shows no secrets when it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

# RFC 3986, section 3.1. At least two characters, since `C:` is a drive.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True, repr=False)
class Url:
    """The address of a document.

    `str` gives it for people to read: without user name and password, and without the query,
    which often holds a token.
    """

    address: str

    def __str__(self) -> str:
        return f"{self.public}?…" if self._parts().query else self.public

    @property
    def public(self) -> str:
        """The address without what may be secret in it."""
        parts = self._parts()
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit((parts.scheme, host, parts.path, "", ""))

    def __repr__(self) -> str:
        return f"Url({str(self)!r})"

    @property
    def stem(self) -> str:
        """What the document is called, as `Path.stem` has it; the host where the path is empty."""
        return self._path().stem or self._parts().netloc.rpartition("@")[2]

    @property
    def suffix(self) -> str:
        """`.json`, as `Path.suffix` has it."""
        return self._path().suffix

    def _path(self) -> PurePosixPath:
        return PurePosixPath(unquote(self._parts().path))

    def _parts(self) -> SplitResult:
        try:
            return urlsplit(self.address)
        except ValueError:
            # Brackets that hold no IPv6 address: nothing of it can be told from a password.
            return SplitResult(self.address.partition("://")[0], "…", "", "", "")


Location: TypeAlias = Path | Url


def location_of(text: str) -> Location:
    """The location that a person means by `text`: what starts with `scheme://` is a URL.

    Which schemes can be fetched is said when they are.
    """
    return Url(text) if _SCHEME.match(text) else Path(text)
