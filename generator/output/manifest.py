"""The manifest: what a client was made from and which files are generated, kept beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.output.errors import OutputError
from generator.output.files import is_safe_path

MANIFEST_NAME = "codegen.json"


@dataclass(frozen=True, slots=True)
class DocumentIdentity:
    """Which document it was: `title` and `version` of its Info Object, SHA-256 of its bytes."""

    title: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a client was made by, from and with, and the SHA-256 of each generated file.

    `options` holds what JSON can say. `shapes` are the places in the document that inline types
    are named for; the next build keeps them. The manifest has no clock, host or absolute path: the
    same document and options give the same bytes.
    """

    generator: str
    document: DocumentIdentity
    options: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    shapes: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """The manifest as the JSON file that stands in the client's folder."""
        value = {
            "generator": self.generator,
            "document": {
                "title": self.document.title,
                "version": self.document.version,
                "sha256": self.document.sha256,
            },
            "options": _sorted(self.options),
            "shapes": _grouped(self.shapes),
            "files": _sorted(self.files),
        }
        return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


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
        raise OutputError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise OutputError(
            f"{path} is not a manifest that codegen wrote",
            "put the file back as it was, or build into another folder",
        ) from None


def _from_json(value: Any) -> Manifest:
    document = DocumentIdentity(
        **{
            name: _text(value["document"][name])
            for name in ("title", "version", "sha256")
        }
    )
    files = {path: _text(each) for path, each in value["files"].items()}
    if not all(is_safe_path(path) for path in files):
        raise ValueError("a path leads out of the folder")
    return Manifest(
        generator=_text(value["generator"]),
        document=document,
        options=dict(value["options"]),
        files=files,
        shapes=_ungrouped(value.get("shapes", {})),
    )


def _grouped(places: Sequence[str]) -> dict[str, str]:
    """Places by what stands before their first dot: a line for each, so that diffs stay short."""
    groups: dict[str, list[str]] = {}
    for place in sorted(places):
        owner, _, rest = place.partition(".")
        groups.setdefault(owner, []).append(rest)
    return {owner: " ".join(groups[owner]) for owner in sorted(groups)}


def _ungrouped(groups: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        f"{owner}.{rest}"
        for owner, places in groups.items()
        for rest in _text(places).split(" ")
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a string is wanted, not {type(value).__name__}")
    return value


def _sorted(value: Any) -> Any:
    """`value` with each object in the order of its names."""
    if isinstance(value, Mapping):
        return {name: _sorted(value[name]) for name in sorted(value)}
    if isinstance(value, list | tuple):
        return [_sorted(each) for each in value]
    return value
