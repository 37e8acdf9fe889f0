"""A little client, laid out by a test's own templates."""

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
    """The folder, with these files in it."""
    folder.mkdir(exist_ok=True)
    for name, text in templates.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def client(templates: Path | None = None) -> dict[str, str]:
    """The client's files by path, as the templates in this folder lay them out.

    Raises:
        InvalidDocumentError: a template is at fault.
    """
    own = read_templates(templates) if templates else None
    compilation = compiled_client(_source(), "zoo", templates=own)
    assert compilation.diagnostics == ()
    return {file.path: file.content.decode("utf-8") for file in compilation.files}
