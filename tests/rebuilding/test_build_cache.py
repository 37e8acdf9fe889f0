"""The build cache: a build with unchanged inputs and outputs is skipped, any other runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.progress import Progress
from generator.frontend.analyze import Analysis
from generator.frontend.document_request import DocumentRequest
from generator.slicing.selection import Selection
from generator.workflows import build_cache
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


class Project:
    """A document, its client, and how often the client was compiled."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.spec, self.client = folder / "pets.yaml", folder / "pets"
        self.spec.write_text(DOCUMENT)
        self.compilations = 0

        def compile_and_count(
            analysis: Analysis, plan: ClientPlan, progress: Progress
        ) -> CompiledClient:
            self.compilations += 1
            return compile_client(analysis, plan, progress)

        monkeypatch.setattr(
            "generator.workflows.build.compile_client", compile_and_count
        )

    def build(
        self,
        options: ClientOptions = NO_OPTIONS,
        force: bool = False,
        fresh_names: bool = False,
    ) -> BuildResult:
        request = BuildRequest(DocumentRequest(self.spec), self.client, "pets", options)
        changed = replace(request, force=force, fresh_names=fresh_names)
        return build(changed, lambda stage: None)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("CODEGEN_CACHE", str(tmp_path / "cache"))
    return Project(tmp_path, monkeypatch)


def test_unchanged_build_is_skipped(project: Project) -> None:
    first, second = project.build(), project.build()
    assert project.compilations == 1
    assert second.written.written == ()
    assert second.written.unchanged == first.written.written
    assert second.summary == first.summary


def changed_document(project: Project) -> None:
    project.spec.write_text(DOCUMENT.replace("{name: {", "{nick: {"))


def edited_file(project: Project) -> None:
    path = project.client / "client.py"
    path.write_text(path.read_text().replace("Pets", "Cats"))


def missing_file(project: Project) -> None:
    (project.client / "client.py").unlink()


def edited_manifest(project: Project) -> None:
    path = project.client / "codegen.json"
    path.write_text(path.read_text().replace('"Pets"', '"Cats"'))


def invalid_cache_file(project: Project) -> None:
    for path in (project.spec.parent / "cache").iterdir():
        path.write_text("{")


def foreign_cache_file(project: Project) -> None:
    for path in (project.spec.parent / "cache").iterdir():
        path.write_text('{"operations": 1}')


@pytest.mark.parametrize(
    "change",
    [
        changed_document,
        edited_file,
        missing_file,
        edited_manifest,
        invalid_cache_file,
        foreign_cache_file,
    ],
)
def test_changed_input_or_output_is_built(
    change: Callable[[Project], None], project: Project
) -> None:
    project.build()
    before = {path: path.read_bytes() for path in project.client.rglob("*.*")}
    change(project)
    project.build(force=True)
    assert project.compilations == 2
    if change is not changed_document:
        after = {path: path.read_bytes() for path in project.client.rglob("*.*")}
        assert {path: after[path] for path in before} == before


@pytest.mark.parametrize(
    ("options", "fresh_names"),
    [
        (ClientOptions(Selection(tags=("pets",))), False),
        (ClientOptions(methods={"listPets": "cats.all"}), False),
        (NO_OPTIONS, True),
    ],
)
def test_changed_options_are_built(
    options: ClientOptions, fresh_names: bool, project: Project
) -> None:
    project.build()
    project.build(options, fresh_names=fresh_names)
    assert project.compilations == 2


def test_changed_codegen_is_built(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()
    monkeypatch.setattr(build_cache, "code_digest", lambda: "another digest")
    project.build()
    assert project.compilations == 2


def test_build_without_cache(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEGEN_CACHE", "")
    project.build()
    project.build()
    assert project.compilations == 2


def test_unwritable_cache_is_ignored(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEGEN_CACHE", str(project.spec / "no-folder"))
    project.build()
    project.build()
    assert project.compilations == 2


def test_skipped_build_reports_foreign_files(project: Project) -> None:
    project.build()
    (project.client / "notes.txt").touch()
    assert project.build().written.kept == ("notes.txt",)
    assert project.compilations == 1


def test_skipped_build_reports_warnings(project: Project) -> None:
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
    project.spec.write_text(odd)
    first, second = project.build(), project.build()
    assert project.compilations == 1
    assert first.summary.diagnostics == second.summary.diagnostics != ()
