"""A build that would do what the last one did is remembered, and everything else is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.progress import Progress
from generator.frontend.analyze import Analysis
from generator.frontend.open_document import DocumentRequest
from generator.slicing.selection import Selection
from generator.workflows import build_cache as remembered
from generator.workflows.build import BuildRequest, BuildResult, build
from generator.workflows.compile_client import (
    ClientPlan,
    CompiledClient,
    compile_client,
)

DOCUMENT = """\
openapi: 3.0.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        '200':
          description: pets
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
tags: [{name: pets}]
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
"""


class Workshop:
    """A document, its client, and how often the client was really made."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.spec, self.client = folder / "pets.yaml", folder / "pets"
        self.spec.write_text(DOCUMENT)
        self.made = 0

        def counted(
            analysis: Analysis, plan: ClientPlan, progress: Progress
        ) -> CompiledClient:
            self.made += 1
            return compile_client(analysis, plan, progress)

        monkeypatch.setattr("generator.workflows.build.compile_client", counted)

    def build(
        self,
        options: ClientOptions = NO_OPTIONS,
        force: bool = False,
        fresh_names: bool = False,
    ) -> BuildResult:
        request = BuildRequest(DocumentRequest(self.spec), self.client, "pets", options)
        asked = replace(request, force=force, fresh_names=fresh_names)
        return build(asked, lambda stage: None)


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setenv("CODEGEN_CACHE", str(tmp_path / "cache"))
    return Workshop(tmp_path, monkeypatch)


def test_the_same_again_is_not_made_again(workshop: Workshop) -> None:
    first, second = workshop.build(), workshop.build()
    assert workshop.made == 1
    assert second.written.written == ()
    assert second.written.unchanged == first.written.written
    assert second.summary == first.summary


def a_changed_document(workshop: Workshop) -> None:
    workshop.spec.write_text(DOCUMENT.replace("{name: {", "{nick: {"))


def an_edited_file(workshop: Workshop) -> None:
    path = workshop.client / "client.py"
    path.write_text(path.read_text().replace("Pets", "Cats"))


def a_file_that_is_gone(workshop: Workshop) -> None:
    (workshop.client / "client.py").unlink()


def an_edited_manifest(workshop: Workshop) -> None:
    path = workshop.client / "codegen.json"
    path.write_text(path.read_text().replace('"Pets"', '"Cats"'))


def a_broken_memory(workshop: Workshop) -> None:
    for path in (workshop.spec.parent / "cache").iterdir():
        path.write_text("{")


def a_memory_of_something_else(workshop: Workshop) -> None:
    for path in (workshop.spec.parent / "cache").iterdir():
        path.write_text('{"operations": 1}')


@pytest.mark.parametrize(
    "change",
    [
        a_changed_document,
        an_edited_file,
        a_file_that_is_gone,
        an_edited_manifest,
        a_broken_memory,
        a_memory_of_something_else,
    ],
)
def test_what_is_not_the_same_is_made(
    change: Callable[[Workshop], None], workshop: Workshop
) -> None:
    workshop.build()
    before = {path: path.read_bytes() for path in workshop.client.rglob("*.*")}
    change(workshop)
    workshop.build(force=True)
    assert workshop.made == 2
    if change is not a_changed_document:
        after = {path: path.read_bytes() for path in workshop.client.rglob("*.*")}
        assert {path: after[path] for path in before} == before


@pytest.mark.parametrize(
    ("options", "fresh_names"),
    [
        (ClientOptions(Selection(tags=("pets",))), False),
        (ClientOptions(methods={"listPets": "cats.all"}), False),
        (NO_OPTIONS, True),
    ],
)
def test_other_options_are_another_build(
    options: ClientOptions, fresh_names: bool, workshop: Workshop
) -> None:
    workshop.build()
    workshop.build(options, fresh_names=fresh_names)
    assert workshop.made == 2


def test_another_codegen_makes_the_client_anew(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.build()
    monkeypatch.setattr(remembered, "_code_digest", lambda: "of other code")
    workshop.build()
    assert workshop.made == 2


def test_without_a_cache_everything_is_made(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEGEN_CACHE", "")
    workshop.build()
    workshop.build()
    assert workshop.made == 2


def test_a_cache_that_cannot_be_written_is_none(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEGEN_CACHE", str(workshop.spec / "no-folder"))
    workshop.build()
    workshop.build()
    assert workshop.made == 2


def test_foreign_files_are_told_of_as_ever(workshop: Workshop) -> None:
    workshop.build()
    (workshop.client / "notes.txt").touch()
    assert workshop.build().written.kept == ("notes.txt",)
    assert workshop.made == 1


def test_warnings_are_told_again(workshop: Workshop) -> None:
    odd = DOCUMENT.replace(
        "paths:",
        "security: [{one: []}]\npaths:",
        1,
    )
    odd = odd.replace(
        "components:\n",
        "components:\n  securitySchemes:\n"
        "    one: {type: http, scheme: bearer}\n"
        "    two: {type: apiKey, in: header, name: X-Key}\n",
    )
    workshop.spec.write_text(odd)
    first, second = workshop.build(), workshop.build()
    assert workshop.made == 1
    assert first.summary.diagnostics == second.summary.diagnostics != ()
