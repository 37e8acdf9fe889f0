"""From a URI to the file that may be read for it, or why none may be.

A document decides neither what is read on the machine it is built on, nor what is asked of its
network: without a word of the user that is the document's own folder, and nothing else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from generator.source.load import Location, Url

_LONGEST = 2048
# RFC 3986, section 2: none of these is in a URI. A blank is, in practice.
_NOT_IN_URI = re.compile(r"[\x00-\x1f\x7f\\]")
_DRIVE = re.compile(r"/[A-Za-z]:(/|$)")
_PORTS = {"https": 443, "http": 80}


class RefusedError(Exception):
    """A URI that is not followed: the diagnostic's code, what is wrong, and what to do."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be read: files in these folders (or these files), and URLs that begin so.

    The paths have no symbolic links in them.
    """

    paths: tuple[str, ...]
    urls: tuple[SplitResult, ...]


def allowed_for(document: Location, others: Iterable[Location]) -> Allowed:
    """What may be read for a document: what is in its own folder, and what the user says.

    The folder of a document on the web is its URL up to the last slash.
    """
    every = [_folder(document), *others]
    return Allowed(
        tuple(os.path.realpath(each) for each in every if isinstance(each, Path)),
        tuple(urlsplit(each.address) for each in every if isinstance(each, Url)),
    )


def _folder(document: Location) -> Location:
    if isinstance(document, Url):
        parts = urlsplit(document.address)
        path = parts.path.rpartition("/")[0] + "/"
        return Url(parts._replace(path=path, query="", fragment="").geturl())
    return document.parent


def check_reference(text: str) -> None:
    """See that the text of a reference can be a URI reference (RFC 3986, section 4.1).

    Raises:
        RefusedError: it cannot.
    """
    if len(text) > _LONGEST:
        message = f"it is longer than {_LONGEST} characters"
        raise RefusedError("invalid-reference", message)
    found = _NOT_IN_URI.search(text)
    if found is not None:
        hint = "write / between folders" if found[0] == "\\" else None
        message = f"a URI has no {found[0]!r} in it"
        raise RefusedError("invalid-reference", message, hint)


def location_of_uri(uri: str, allowed: Allowed, is_from_web: bool) -> Location:
    """Where the file is that `uri` means.

    Args:
        uri: absolute, and without a fragment.
        allowed: what may be read.
        is_from_web: whether a file from the web refers to it, which may name none on this machine.

    Raises:
        RefusedError: it may not be read, or can mean no file.
    """
    try:
        parts = urlsplit(uri)
        path = unquote(parts.path, errors="strict")
    except ValueError as error:
        raise RefusedError("invalid-reference", f"it is no URI: {error}") from None
    check_reference(path)
    if parts.scheme == "file":
        return _file(parts, path, allowed, is_from_web)
    if parts.scheme in _PORTS:
        return _url(uri, parts, path, allowed)
    message = (
        f"nothing that was read has this identifier, and {parts.scheme}: is no address"
    )
    raise RefusedError("unresolved-reference", message)


def _file(parts: SplitResult, path: str, allowed: Allowed, is_from_web: bool) -> Path:
    if is_from_web:
        message = "what comes from the web cannot name a file on this machine"
        raise RefusedError("reference-not-allowed", message)
    if parts.netloc not in ("", "localhost"):
        message = f"the file is on another machine: {parts.netloc}"
        raise RefusedError("reference-not-allowed", message)
    if parts.query:
        message = "the name of a file has no query; a ? in a name is written %3F"
        raise RefusedError("invalid-reference", message)
    if os.name == "nt" and _DRIVE.match(path):
        path = path[1:]
    real = os.path.realpath(path)
    if not any(_is_inside(real, each) for each in allowed.paths):
        # Where it really is: a link to it may well stand in the document's own folder.
        seen = _seen(os.path.dirname(real))
        raise RefusedError(
            "reference-not-allowed",
            f"{_seen(real)} is outside of the document's folder",
            f"if you trust the document with it: --allow-references {seen}",
        )
    return Path(path)


def _is_inside(path: str, folder: str) -> bool:
    return Path(path).is_relative_to(folder)


def _seen(path: str) -> str:
    """A path as a person in the current folder says it."""
    near = os.path.relpath(path)
    return path if near.startswith(os.path.join("..", "..", "..")) else near


def _url(uri: str, parts: SplitResult, path: str, allowed: Allowed) -> Url:
    if ".." in path.split("/"):
        message = "the path of a URL cannot lead upwards"
        raise RefusedError("invalid-reference", message)
    if not any(_begins(parts, each) for each in allowed.urls):
        shown = Url(parts._replace(path=parts.path.rpartition("/")[0] + "/").geturl())
        raise RefusedError(
            "reference-not-allowed",
            f"{Url(uri)} is not in the document's own folder on the web",
            f"if you trust the document with it: --allow-references {shown}",
        )
    return Url(uri)


def _begins(parts: SplitResult, prefix: SplitResult) -> bool:
    """Whether a URL is of the same origin (RFC 6454, section 4), and below the same path."""
    try:
        is_same = _origin(parts) == _origin(prefix)
    except ValueError:
        return False
    path = prefix.path or "/"
    return is_same and (
        parts.path == path or parts.path.startswith(path.rstrip("/") + "/")
    )


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
