"""Read a document into a `Source`: its text and its tree of plain values."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.core.read_file import MEBIBYTE, read_file, read_file_or_pipe
from generator.source.load.document_headers import NO_HEADERS, DocumentHeaders
from generator.source.load.fetch_rules import FetchRules
from generator.source.load.limits import MAX_DEPTH, depth
from generator.source.load.location import Location, Url
from generator.source.load.parse_json import parse_json
from generator.source.load.parse_yaml import parse_yaml

Syntax = Literal["json", "yaml"]

STANDARD_INPUT = "<stdin>"
# Maximum of a file or of standard input, which the user chose; it is lower for URLs and references.
MAX_DOCUMENT_BYTES = 256 * MEBIBYTE

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and the files that contributed to it.

    Attributes:
        name: the path as the user typed it, `<stdin>`, or the URL without secrets; for messages.
        text: the text of the document's own file.
        tree: `dict` with string keys, `list`, `str`, `int`, `float`, `bool` and None.
        digest: SHA-256 of the document's own file, in hexadecimal.
        syntax: the syntax of `text`.
        origin: where the values of `tree` were written; None if all of them are in `text`.
        overlays: digests of the overlays, in the order of their application.
        referenced: the other files that its references name. Their content is part of `tree`.
        url: the URL it was fetched from, without secrets; None for a file.
        retrieval: how it was fetched; None for a file.
    """

    name: str
    text: str = field(repr=False)
    tree: Json = field(repr=False)
    digest: str
    syntax: Syntax
    origin: Origin | None = field(default=None, repr=False)
    overlays: tuple[str, ...] = ()
    referenced: tuple[Referenced, ...] = ()
    url: str | None = None
    retrieval: Retrieval | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Where a document was fetched from.

    Attributes:
        url: the URL that redirects led to, or else the requested one.
        is_internal: whether its server is on this machine or in its network.
    """

    url: Url
    is_internal: bool


@dataclass(frozen=True, slots=True)
class StandardInput:
    """A document from standard input, which can be read only once."""

    source: Source = field(repr=False)

    def __str__(self) -> str:
        return STANDARD_INPUT

    @property
    def base(self) -> Path:
        """The path that relative references are resolved against: one in the current folder."""
        return Path(STANDARD_INPUT)


DocumentLocation: TypeAlias = Location | StandardInput


@dataclass(frozen=True, slots=True)
class Referenced:
    """A file that a document refers to; `digest` is None if it could not be read."""

    location: Location
    digest: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written: a file, and the location in it.

    A member of the value was written below that location, under the same name, unless `members`
    has another origin for it.
    """

    source: Source
    at: Pointer
    members: Mapping[str, Origin] = field(default_factory=dict, repr=False)

    def member(self, token: str) -> Origin:
        """Where the member `token` of this value was written."""
        return self.members.get(token) or Origin(self.source, self.at / token)


def origin_of(source: Source, pointer: Pointer) -> Origin:
    """Where the value at `pointer` in the tree of `source` was written."""
    origin = source.origin or Origin(source, Pointer())
    for token in pointer.tokens:
        origin = origin.member(token)
    return origin


def document_text(source: Source) -> tuple[str, Syntax]:
    """A text from which the tree of `source` can be parsed, and its syntax."""
    if source.origin is None:
        return source.text, source.syntax
    return json.dumps(source.tree), "json"


def read_source(
    location: DocumentLocation,
    sha256: str | None = None,
    headers: DocumentHeaders = NO_HEADERS,
    rules: FetchRules | None = None,
    max_bytes: int = MAX_DOCUMENT_BYTES,
    *,
    may_be_pipe: bool = False,
) -> Source:
    """Read the JSON or YAML document at `location`.

    A name that ends in `.json` is parsed as JSON, and so is valid JSON that starts with `{`;
    everything else is YAML.

    Args:
        location: a file or URL, or standard input.
        sha256: the expected hash of its bytes, in hexadecimal.
        headers: headers for URLs of their origin.
        rules: rules for fetching it, if it is a file that another document refers to.
        max_bytes: maximum size of a file.
        may_be_pipe: whether the file may be a pipe, which is read to its end.

    Raises:
        DocumentError: the document cannot be read, fetched or parsed, or has another hash.
    """
    if isinstance(location, StandardInput):
        _check_hash(location.source.digest, sha256)
        return location.source
    content, retrieval = _read_content(location, headers, rules, max_bytes, may_be_pipe)
    digest = hashlib.sha256(content).hexdigest()
    _check_hash(digest, sha256)
    text = _decode(content)
    tree, syntax = parse_text(text, is_named_json=location.suffix.lower() == ".json")
    url = location.public if isinstance(location, Url) else None
    return Source(
        str(location), text, tree, digest, syntax, url=url, retrieval=retrieval
    )


def parse_standard_input(content: bytes) -> StandardInput:
    """Parse a document that was read from standard input, in JSON or YAML.

    Raises:
        DocumentError: the content cannot be parsed, or is larger than `MAX_DOCUMENT_BYTES`.
    """
    try:
        if len(content) > MAX_DOCUMENT_BYTES:
            limit = f"{MAX_DOCUMENT_BYTES // MEBIBYTE} MiB"
            raise _error("document-too-large", f"the input is larger than {limit}")
        text = _decode(content)
        tree, syntax = parse_text(text, is_named_json=False)
    except DocumentError as error:
        raise DocumentError(error.diagnostics, STANDARD_INPUT) from None
    digest = hashlib.sha256(content).hexdigest()
    return StandardInput(Source(STANDARD_INPUT, text, tree, digest, syntax))


def _read_content(
    location: Location,
    headers: DocumentHeaders,
    rules: FetchRules | None,
    max_bytes: int,
    may_be_pipe: bool,
) -> tuple[bytes, Retrieval | None]:
    if isinstance(location, Path):
        return _read_bytes(location, max_bytes, may_be_pipe), None
    # Deferred: the HTTP library takes longer to import than most documents to read.
    from generator.source.load.fetch import fetch

    fetched = fetch(location, headers, rules)
    return fetched.content, Retrieval(fetched.url, fetched.is_internal)


def parse_text(text: str, is_named_json: bool) -> tuple[dict[str, Json], Syntax]:
    """Parse the text of a document.

    Args:
        text: JSON or YAML.
        is_named_json: whether the name of its file ends in `.json`; YAML is an error then.

    Returns:
        The tree, and its syntax.

    Raises:
        DocumentError: a syntax error, a document that is not an object, or too deep nesting.
    """
    if not text.strip():
        raise _error("empty-document", "the document is empty")
    if text.lstrip().startswith("<"):
        raise _error(
            "markup-document",
            "the document is a web page or XML, not JSON or YAML",
            "download the file itself, not the page that shows it",
        )
    try:
        tree, syntax = _parse_either(text, is_named_json)
    except RecursionError:
        raise _too_deep() from None
    if not isinstance(tree, dict):
        raise _error(
            "not-a-mapping",
            f"the document is {_json_type(tree)}, not an object",
        )
    if syntax == "json" and depth(tree) > MAX_DEPTH:
        raise _too_deep()
    return tree, syntax


def _parse_either(text: str, is_named_json: bool) -> tuple[Json, Syntax]:
    if is_named_json:
        return parse_json(text), "json"
    if not text.lstrip().startswith("{"):
        return parse_yaml(text), "yaml"
    try:
        return parse_json(text), "json"
    except DocumentError as json_error:
        try:
            return parse_yaml(text), "yaml"
        except DocumentError as yaml_error:
            # A text in braces is most likely meant to be JSON, so report that error.
            is_syntax = yaml_error.diagnostics[0].code == "yaml-syntax"
            raise (json_error if is_syntax else yaml_error) from None


def _read_bytes(path: Path, max_bytes: int, may_be_pipe: bool) -> bytes:
    read = read_file_or_pipe if may_be_pipe else read_file
    try:
        return read(path, max_bytes)
    except FileNotFoundError:
        # An overlay or a file of a configuration; as a document, `-` is not read as a file.
        is_dash = str(path) == "-"
        hint = "only a document can be read from standard input" if is_dash else None
        raise _error("missing-document", "no such file", hint) from None
    except IsADirectoryError:
        raise _error(
            "unreadable-document",
            "this is a folder, not a file",
            "give the path of the OpenAPI document inside it",
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno == errno.EFBIG:
            raise _error(
                "document-too-large", f"the file cannot be read: {reason}"
            ) from None
        # Of a pipe or a device.
        hint = "pipe the document into standard input, and give - instead of a file"
        raise _error(
            "unreadable-document",
            f"the file cannot be read: {reason}",
            hint if error.errno == errno.EINVAL else None,
        ) from None


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
        diagnostic = Diagnostic(
            "not-utf-8",
            f"the file is not UTF-8: byte {content[error.start]:#04x}",
            hint="save the document in the UTF-8 encoding",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
        )
        raise DocumentError([diagnostic]) from None


def _check_hash(actual: str, expected: str | None) -> None:
    if expected is None or expected.lower() == actual:
        return
    raise _error(
        "wrong-hash",
        f"the document has changed: its SHA-256 is {actual}, the configuration has {expected}",
        f'to accept the change, set sha256 = "{actual}" in the configuration',
    )


def _json_type(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    return "empty" if value is None else "a single value"


def _too_deep() -> DocumentError:
    return _error("too-deep", f"the document nests more than {MAX_DEPTH} levels deep")


def _error(code: str, message: str, hint: str | None = None) -> DocumentError:
    return DocumentError([Diagnostic(code, message, hint=hint)])
