"""From a path or URL to a `Source`: the text of a document and the plain values it stands for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load.depth import DEEPEST, depth
from generator.source.load.json_syntax import parse_json
from generator.source.load.location import Location, Url
from generator.source.load.yaml_syntax import parse_yaml

Syntax = Literal["json", "yaml"]

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was read.

    `name` is the path as the person typed it, or the URL without its secrets, for messages; `tree`
    is made of `dict`, `list`, `str`, `int`, `float`, `bool` and None, its keys are strings;
    `digest` is the SHA-256 of the document's bytes in hexadecimal.

    Where overlays changed the tree, `origin` says where its values were written, and `overlays` has
    their digests in the order in which they were applied; `text`, `syntax` and `digest` are still
    those of the document's own file. Without an `origin`, `text` stands for `tree`. `url` is where
    it was fetched from, without its secrets; None for a file.

    `referenced` are the files beside it that its references name; the tree then holds what is in
    them, and the references lead there.
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


@dataclass(frozen=True, slots=True)
class Referenced:
    """A file that a document refers to: where it is, and its digest; None if it was not read."""

    location: Location
    digest: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written: the file, and the pointer to it there.

    What it holds was written at the same name there, except the `members` that say otherwise.
    """

    source: Source
    at: Pointer
    members: Mapping[str, Origin] = field(default_factory=dict, repr=False)

    def member(self, token: str) -> Origin:
        """Where the member `token` of this value was written."""
        return self.members.get(token) or Origin(self.source, self.at / token)


def origin_of(source: Source, pointer: Pointer) -> Origin:
    """Where the value at `pointer` in the tree of `source` was written."""
    found = source.origin or Origin(source, Pointer())
    for token in pointer.tokens:
        found = found.member(token)
    return found


def text_of(source: Source) -> tuple[str, Syntax]:
    """A text that stands for the tree of `source`, and the syntax it is in."""
    if source.origin is None:
        return source.text, source.syntax
    return json.dumps(source.tree), "json"


def read_source(location: Location, sha256: str | None = None) -> Source:
    """Read the JSON or YAML document at `location`, which has the hash `sha256` if one is given.

    A name that ends in `.json` is read as JSON, and so is any text that starts with `{` and is
    JSON; everything else is YAML.

    Raises:
        DocumentError: the document cannot be read or fetched, has another hash, or holds no
            mapping; one diagnostic.
    """
    if isinstance(location, Url):
        # The HTTP library takes longer to import than most documents to read.
        from generator.source.load.fetch import fetch

        content = fetch(location)
    else:
        content = _read_bytes(location)
    digest = hashlib.sha256(content).hexdigest()
    if sha256 is not None and sha256.lower() != digest:
        raise _changed(digest, sha256)
    text = _decode(content)
    tree, syntax = parse(text, is_named_json=location.suffix.lower() == ".json")
    url = location.public if isinstance(location, Url) else None
    return Source(str(location), text, tree, digest, syntax, url=url)


def parse(text: str, is_named_json: bool) -> tuple[dict[str, Json], Syntax]:
    """The mapping that `text` stands for, and the syntax it is in.

    Raises:
        DocumentError: it is in neither syntax, no mapping, or too deep; one diagnostic.
    """
    if not text.strip():
        raise _error("empty-document", "the document is empty")
    if text.lstrip().startswith("<"):
        raise _error(
            "markup-document",
            "the document is a web page or XML, not JSON or YAML",
            "was it downloaded from the page that shows the file, and not the file itself?",
        )
    try:
        tree, syntax = _parse_either(text, is_named_json)
    except RecursionError:
        raise _too_deep() from None
    if not isinstance(tree, dict):
        raise _error(
            "not-a-mapping",
            f"the document is {_kind(tree)}, not an object with named members",
        )
    if syntax == "json" and depth(tree) > DEEPEST:
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
            # Text in braces is most likely meant as JSON, so that is what the complaint is about.
            is_syntax = yaml_error.diagnostics[0].code == "yaml-syntax"
            raise (json_error if is_syntax else yaml_error) from None


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise _error("missing-document", "no such file") from None
    except IsADirectoryError:
        raise _error(
            "unreadable-document",
            "this is a folder, not a file",
            "name the OpenAPI document inside it",
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _error(
            "unreadable-document", f"the file cannot be read: {reason}"
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


def _changed(found: str, wanted: str) -> DocumentError:
    return _error(
        "wrong-hash",
        f"the document changed: its SHA-256 is {found}, and the pinned one {wanted}",
        f'if the change is wanted, put sha256 = "{found}" into the configuration',
    )


def _kind(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    return "empty" if value is None else "a single value"


def _too_deep() -> DocumentError:
    return _error("too-deep", f"the document nests more than {DEEPEST} levels deep")


def _error(code: str, message: str, hint: str | None = None) -> DocumentError:
    return DocumentError([Diagnostic(code, message, hint=hint)])
