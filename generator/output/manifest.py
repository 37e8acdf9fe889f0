"""The manifest: what a client was made from and which files are generated, kept beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.core.json import Json
from generator.output.errors import OutputError
from generator.output.files import digest, is_safe_path

MANIFEST_NAME = "codegen.json"
_OWN_DIGEST = "sha256"
# Of what is not ASCII, some has no shape, and some turns the text around it.
_UNUSUAL = re.compile(r"[^\x00-\x7e]+")


@dataclass(frozen=True, slots=True)
class DocumentIdentity:
    """Which document it was: `title` and `version` of its Info Object, SHA-256 of its bytes.

    `overlays` are the SHA-256 of what was applied to it, in order, and `references` those of the
    files that it refers to.
    """

    title: str
    version: str
    sha256: str
    overlays: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a client was made by, from and with, and the SHA-256 of each generated file.

    `options` and `names` (those the next build keeps) hold what JSON can say; `templates` is the
    SHA-256 of templates that are not codegen's own; `left_out` are the parts of the document that
    have errors and are not in the client. The manifest has no clock, host or absolute
    path: the same document and options give the same bytes.
    """

    generator: str
    document: DocumentIdentity
    package: str
    options: Mapping[str, Json] = field(default_factory=dict)
    templates: str | None = None
    names: Mapping[str, Json] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[Mapping[str, Json]] = ()
    # Whether it was read as it was written; another hand, or a merge, may have been at it.
    is_intact: bool = True

    def to_bytes(self) -> bytes:
        """The manifest as the JSON file that stands in the client's folder."""
        document: dict[str, Json] = {
            "title": self.document.title,
            "version": self.document.version,
            "sha256": self.document.sha256,
        }
        if self.document.overlays:
            document["overlays"] = list(self.document.overlays)
        if self.document.references:
            document["references"] = list(self.document.references)
        value: dict[str, Json] = {
            "generator": self.generator,
            "document": document,
            "package": self.package,
            "options": _sorted(self.options),
        }
        if self.templates is not None:
            value["templates"] = self.templates
        if self.left_out:
            value["left-out"] = [dict(each) for each in self.left_out]
        value |= {"names": _sorted(self.names), "files": _sorted(self.files)}
        value[_OWN_DIGEST] = _own_digest(value)
        text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
        return _UNUSUAL.sub(_escaped, text).encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in `folder`; None where there is none.

    Raises:
        OutputError: there is a file of that name which is no manifest, or cannot be read.
    """
    path = folder / MANIFEST_NAME
    try:
        return _from_json(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(
            "bad-manifest", f"{path} cannot be read: {error.strerror}"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise OutputError(
            "bad-manifest",
            f"{path} is not a manifest that codegen wrote",
            "put the file back as it was, or build into another folder",
        ) from None


def _from_json(value: Json) -> Manifest:
    document = value["document"]
    identity = DocumentIdentity(
        title=_text(document["title"]),
        version=_text(document["version"]),
        sha256=_text(document["sha256"]),
        overlays=tuple(_text(each) for each in document.get("overlays", [])),
        references=tuple(_text(each) for each in document.get("references", [])),
    )
    files = {path: _text(each) for path, each in value["files"].items()}
    if not all(is_safe_path(path) for path in files):
        raise ValueError("a path leads out of the folder")
    templates = value.get("templates")
    return Manifest(
        generator=_text(value["generator"]),
        document=identity,
        package=_text(value["package"]),
        options=dict(value["options"]),
        templates=None if templates is None else _text(templates),
        names=dict(value["names"]),
        files=files,
        left_out=[dict(each) for each in value.get("left-out", [])],
        is_intact=value.get(_OWN_DIGEST) == _own_digest(value),
    )


def _own_digest(value: Mapping[str, Json]) -> str:
    """The digest of what a manifest says, however it is laid out."""
    said = {name: each for name, each in value.items() if name != _OWN_DIGEST}
    return digest(json.dumps(said, sort_keys=True).encode())


def _escaped(unusual: re.Match[str]) -> str:
    """Text within JSON, with those of its characters escaped that nobody would see."""
    return "".join(
        each if each.isprintable() else json.dumps(each)[1:-1] for each in unusual[0]
    )


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a string is wanted, not {type(value).__name__}")
    return value


def _sorted(value: Json) -> Json:
    """`value` with each object in the order of its names."""
    if isinstance(value, Mapping):
        return {name: _sorted(value[name]) for name in sorted(value)}
    if isinstance(value, list | tuple):
        return [_sorted(each) for each in value]
    return value
