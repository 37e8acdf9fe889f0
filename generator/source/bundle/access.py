"""Decide which files the references of a document may read.

A document must not make the generator read arbitrary files or send requests to its network. Unless
the user allows more, references may name files in the document's own folder only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.text import shortened
from generator.source.load import Location, Url, url_origin

_MAX_LENGTH = 2048
# Not allowed in a URI (RFC 3986, section 2). Spaces are not either, but are common in practice.
_NOT_IN_URI = re.compile(r"[\x00-\x1f\x7f\\]")
_DRIVE = re.compile(r"/[A-Za-z]:(/|$)")
_WEB = ("https", "http")
# Characters of a path that are kept as they are: all that a URI allows (RFC 3986, section 3.3), and
# the `%` of those that are escaped already.
_IN_PATH = "/%:@!$&'()*+,;=~"
# How often a path may be escaped: servers differ in how often they unescape one.
_MAX_ESCAPED = 4


class UnresolvedUriError(Exception):
    """A URI does not lead to a file that may be read; has the parts of a diagnostic."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class AllowedLocations:
    """What references may read.

    Attributes:
        paths: files and folders, without symbolic links.
        urls: prefixes of URLs, that of the document's own folder included.
        user_urls: prefixes of URLs that the user allows.
    """

    paths: tuple[str, ...]
    urls: tuple[SplitResult, ...]
    user_urls: tuple[SplitResult, ...]

    def includes(self, url: Url) -> bool:
        """Whether a reference may name `url`."""
        try:
            self.check_request(url)
        except DocumentError:
            return False
        return True

    def is_chosen_by_user(self, url: Url) -> bool:
        """Whether the user allows `url`, and not only the location of the document."""
        parts = urlsplit(url.address)
        return any(_has_prefix(parts, prefix) for prefix in self.user_urls)

    def check_request(self, url: Url) -> None:
        """Check a URL before it is requested, for a reference or a redirect from one.

        Raises:
            DocumentError: references must not lead there.
        """
        try:
            locate_uri(url.address.partition("#")[0], self, is_from_web=True)
        except UnresolvedUriError as error:
            message = f"this leads to a URL that must not be read: {error.message}"
            diagnostic = Diagnostic(error.code, message, hint=error.hint)
            raise DocumentError([diagnostic]) from None


def allowed_locations(
    document: Location, others: Iterable[Location]
) -> AllowedLocations:
    """The folder of a document, and what else the user allows.

    The folder of a document on the web is its URL up to the last slash.

    Raises:
        DocumentError: one of `others` is not a URL.
    """
    others = tuple(others)
    user_urls = tuple(_split(other) for other in others if isinstance(other, Url))
    locations = [_folder(document), *others]
    return AllowedLocations(
        tuple(
            os.path.realpath(location)
            for location in locations
            if isinstance(location, Path)
        ),
        tuple(
            urlsplit(location.address)
            for location in locations
            if isinstance(location, Url)
        ),
        user_urls,
    )


def _split(url: Url) -> SplitResult:
    """Split a prefix of URLs that the user allows."""
    try:
        return urlsplit(url.address)
    except ValueError:
        message = f"the allowed reference {url} is not a URL"
        hint = "correct it in --allow-references or allow-references"
        diagnostic = Diagnostic("address-not-allowed", message, hint=hint)
        raise DocumentError([diagnostic]) from None


def _folder(document: Location) -> Location:
    if isinstance(document, Url):
        parts = urlsplit(document.address)
        path = parts.path.rpartition("/")[0] + "/"
        return Url(parts._replace(path=path, query="", fragment="").geturl())
    return document.parent


def check_reference(reference: str) -> None:
    """Check that a string can be a URI reference (RFC 3986, section 4.1).

    Raises:
        UnresolvedUriError: it is too long, or contains a character that URIs do not allow.
    """
    if len(reference) > _MAX_LENGTH:
        message = f"it is longer than {_MAX_LENGTH} characters"
        raise UnresolvedUriError("invalid-reference", message)
    forbidden = _NOT_IN_URI.search(reference)
    if forbidden is not None:
        hint = "write / between folders" if forbidden[0] == "\\" else None
        message = f"a URI cannot contain {forbidden[0]!r}"
        raise UnresolvedUriError("invalid-reference", message, hint)


def locate_uri(uri: str, allowed: AllowedLocations, is_from_web: bool) -> Location:
    """The location of the file that `uri` names.

    Args:
        uri: an absolute URI without a fragment.
        allowed: what may be read.
        is_from_web: whether the reference is in a file from the web, which must not name local
            files.

    Raises:
        UnresolvedUriError: the file must not be read, or the URI does not name a file.
    """
    try:
        parts = urlsplit(uri)
        path = unquote(parts.path, errors="strict")
    except ValueError as error:
        raise UnresolvedUriError(
            "invalid-reference", f"it is not a URI: {error}"
        ) from None
    check_reference(path)
    if parts.scheme == "file":
        return _locate_file(parts, path, allowed, is_from_web)
    if parts.scheme in _WEB:
        return _locate_url(uri, parts, path, allowed)
    message = f"no file has this identifier, and {parts.scheme}: URIs cannot be read"
    raise UnresolvedUriError("unresolved-reference", message)


def _locate_file(
    parts: SplitResult, path: str, allowed: AllowedLocations, is_from_web: bool
) -> Path:
    if is_from_web:
        message = "a file from the web must not name a local file"
        raise UnresolvedUriError("reference-not-allowed", message)
    if parts.netloc not in ("", "localhost"):
        message = f"the file is on another machine: {parts.netloc}"
        raise UnresolvedUriError("reference-not-allowed", message)
    if parts.query:
        message = "the URI of a file has no query; write %3F for a ? in its name"
        raise UnresolvedUriError("invalid-reference", message)
    if os.name == "nt" and _DRIVE.match(path):
        path = path[1:]
    try:
        real = os.path.realpath(path)
    except ValueError:
        message = f"no file can have the name {shortened(path)}"
        raise UnresolvedUriError("unreadable-document", message) from None
    if not any(_is_inside(real, folder) for folder in allowed.paths):
        # Show the real path: the document's folder may have a symbolic link to it.
        shown = _displayed(os.path.dirname(real))
        raise UnresolvedUriError(
            "reference-not-allowed",
            f"{_displayed(real)} is outside of the document's folder",
            f"if the document may read it, pass --allow-references {shown}",
        )
    return Path(path)


def _is_inside(path: str, folder: str) -> bool:
    return Path(path).is_relative_to(folder)


def _displayed(path: str) -> str:
    """A path relative to the current folder, unless that is far away."""
    near = os.path.relpath(path)
    return path if near.startswith(os.path.join("..", "..", "..")) else near


def _locate_url(
    uri: str, parts: SplitResult, path: str, allowed: AllowedLocations
) -> Url:
    _check_path(path)
    try:
        _ = parts.port
    except ValueError as error:
        message = f"it is not a URI: {error}"
        raise UnresolvedUriError("invalid-reference", message) from None
    if not any(_has_prefix(parts, prefix) for prefix in allowed.urls):
        shown = Url(parts._replace(path=parts.path.rpartition("/")[0] + "/").geturl())
        raise UnresolvedUriError(
            "reference-not-allowed",
            f"{Url(uri)} is outside of the document's folder on the web",
            f"if the document may read it, pass --allow-references {shown}",
        )
    return Url(uri)


def _check_path(path: str) -> None:
    """Check that no server can take a path for one that leads out of its folder.

    Some servers unescape a path again, and some ignore what follows a semicolon.
    """
    for _ in range(_MAX_ESCAPED):
        segments = re.split(r"[/\\]", path)
        if any(segment.partition(";")[0] == ".." for segment in segments):
            message = "the path of a URL cannot contain `..`"
            raise UnresolvedUriError("invalid-reference", message)
        unescaped = unquote(path)
        if unescaped == path:
            return
        path = unescaped
    message = "the path of a URL is escaped too often"
    raise UnresolvedUriError("invalid-reference", message)


def _has_prefix(parts: SplitResult, prefix: SplitResult) -> bool:
    """Whether a URL has the same origin (RFC 6454, section 4) and a path below that of `prefix`."""
    try:
        is_same = url_origin(parts) == url_origin(prefix)
    except ValueError:
        return False
    path, start = quote(parts.path, _IN_PATH), quote(prefix.path or "/", _IN_PATH)
    return is_same and (path == start or path.startswith(start.rstrip("/") + "/"))
