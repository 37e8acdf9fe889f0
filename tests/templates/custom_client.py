"""Build a small client with the custom templates of a test."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from generator.render.templates import read_templates
from generator.source.load import Source, read_source
from tests.compiling import compiled_client

DOCUMENT = Path(__file__).parent / "zoo.yaml"


@cache
def _source() -> Source:
    return read_source(DOCUMENT)


def written(folder: Path, templates: Mapping[str, str]) -> Path:
    """Write `templates` into `folder`, and return it."""
    folder.mkdir(exist_ok=True)
    for name, text in templates.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def client(templates: Path | None = None) -> dict[str, str]:
    """Return the files of the client by path, built with the templates of a folder.

    Raises:
        InvalidDocumentError: a template is invalid.
    """
    custom = read_templates(templates) if templates else None
    compilation = compiled_client(_source(), "zoo", templates=custom)
    assert compilation.diagnostics == ()
    return {file.path: file.content.decode("utf-8") for file in compilation.files}
