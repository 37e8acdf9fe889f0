"""The cases: a folder each, with a document, the client expected of it, and its tests."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from generator.config import NO_OPTIONS, read_configuration
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import open_document
from generator.source.load import Source
from tests.compiling import compiled_client

FOLDER = Path(__file__).parent
CASES = tuple(sorted(each.parent.name for each in FOLDER.glob("*/document.*")))
RUNTIME = "_runtime/"


def document_of(case: str) -> Path:
    """The document of a case: YAML, or JSON where that is the point."""
    return next((FOLDER / case).glob("document.*"))


def source_of(case: str) -> Source:
    """The document of a case, with the files that it refers to."""
    opened = open_document(DocumentRequest(document_of(case)))
    assert not opened.has_errors, opened.diagnostics
    return opened.source


def package_of(case: str) -> str:
    """The name that a case's client is imported under."""
    return f"{case}_client"


@cache
def compiled(case: str) -> Mapping[str, bytes]:
    """The files of a case's client, the runtime among them."""
    document = document_of(case)
    configuration = document.with_name("codegen.toml")
    options = NO_OPTIONS
    if configuration.exists():
        [client] = read_configuration(configuration).clients.values()
        options = client.options
    files = compiled_client(source_of(case), package_of(case), options).files
    return {each.path: each.content for each in files}


def own_files(case: str) -> dict[str, bytes]:
    """The files of a case's client, without its runtime, which is copied and not generated."""
    return {
        path: content
        for path, content in compiled(case).items()
        if not path.startswith(RUNTIME)
    }


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write `files` below `folder`."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


class Clients:
    """The clients of cases in one folder that Python imports from, each written when first used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written: set[str] = set()

    def package(self, case: str) -> str:
        """The package that a case's client is imported as."""
        name = package_of(case)
        if case not in self._written:
            write(compiled(case), self.folder / name)
            self._written.add(case)
        return name

    def forget(self) -> None:
        """Leave nothing of the clients among Python's modules."""
        names = {package_of(case) for case in self._written}
        for module in [each for each in sys.modules if each.split(".")[0] in names]:
            del sys.modules[module]
