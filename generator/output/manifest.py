"""The manifest of a client: what it was built from, and which of its files are generated."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.core.json import Json, require_string
from generator.core.read_file import read_file
from generator.output.errors import OutputError
from generator.output.files import digest, is_safe_path

MANIFEST_NAME = "codegen.json"
_OWN_DIGEST = "sha256"
# Beyond ASCII, some characters are invisible, and some reverse the text around them.
_UNUSUAL = re.compile(r"[^\x00-\x7e]+")


@dataclass(frozen=True, slots=True)
class DocumentIdentity:
    """The document that a client was built from.

    Attributes:
        title, version: from its Info Object.
        sha256: of its bytes.
        overlays: SHA-256 of each overlay, in order.
        references: SHA-256 of each file that it refers to.
    """

    title: str
    version: str
    sha256: str
    overlays: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that a client was built from, and the digests of its files.

    It contains no time, host or absolute path: the same document and options give the same bytes.

    Attributes:
        generator: name and version of the generator.
        document: the document.
        package: the name of the package.
        options: the client options as JSON.
        templates: SHA-256 of the user's own templates; None for none.
        names: the names that the next build keeps, as JSON.
        files: SHA-256 of each generated file, by path.
        left_out: parts of the document that a lenient build left out, as JSON.
        is_intact: whether the manifest was read exactly as codegen wrote it.
    """

    generator: str
    document: DocumentIdentity
    package: str
    options: Mapping[str, Json] = field(default_factory=dict)
    templates: str | None = None
    names: Mapping[str, Json] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[Mapping[str, Json]] = ()
    is_intact: bool = True

    def to_bytes(self) -> bytes:
        """Serialize the manifest as the JSON file in the client's folder."""
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
            value["left-out"] = [dict(omission) for omission in self.left_out]
        value |= {"names": _sorted(self.names), "files": _sorted(self.files)}
        value[_OWN_DIGEST] = _own_digest(value)
        text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
        return _UNUSUAL.sub(_escaped, text).encode()


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest in `folder`; None if there is none.

    Raises:
        OutputError: the file is not a manifest, or cannot be read.
    """
    path = folder / MANIFEST_NAME
    try:
        return _from_json(json.loads(read_file(path)))
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
            "restore the file, or build into another folder",
        ) from None


def _from_json(value: Json) -> Manifest:
    document = value["document"]
    identity = DocumentIdentity(
        title=require_string(document["title"]),
        version=require_string(document["version"]),
        sha256=require_string(document["sha256"]),
        overlays=tuple(require_string(each) for each in document.get("overlays", [])),
        references=tuple(
            require_string(each) for each in document.get("references", [])
        ),
    )
    files = {path: require_string(each) for path, each in value["files"].items()}
    if not all(is_safe_path(path) for path in files):
        raise ValueError("a path leads out of the folder")
    templates = value.get("templates")
    return Manifest(
        generator=require_string(value["generator"]),
        document=identity,
        package=require_string(value["package"]),
        options=_object(value["options"]),
        templates=None if templates is None else require_string(templates),
        names=_object(value["names"]),
        files=files,
        left_out=[_object(omission) for omission in value.get("left-out", [])],
        is_intact=value.get(_OWN_DIGEST) == _own_digest(value),
    )


def _own_digest(value: Mapping[str, Json]) -> str:
    """The digest of a manifest's content, whatever its formatting."""
    content = {name: each for name, each in value.items() if name != _OWN_DIGEST}
    return digest(json.dumps(content, sort_keys=True).encode())


def _escaped(unusual: re.Match[str]) -> str:
    """Escape invisible characters in JSON text."""
    return "".join(
        character if character.isprintable() else json.dumps(character)[1:-1]
        for character in unusual[0]
    )


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError(f"expected an object, not {type(value).__name__}")
    return value


def _sorted(value: Json) -> Json:
    """Sort the members of all objects in `value` by name."""
    if isinstance(value, Mapping):
        return {name: _sorted(value[name]) for name in sorted(value)}
    if isinstance(value, list | tuple):
        return [_sorted(item) for item in value]
    return value
