"""`--lenient` on the command line and in the configuration."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.cli import run

Captured = pytest.CaptureFixture[str]
BROKEN = Path(__file__).with_name("broken.yaml")


@pytest.fixture(autouse=True)
def _document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CODEGEN_CACHE", str(tmp_path / "cache"))
    shutil.copy(BROKEN, "api.yaml")


def build(*arguments: str) -> int:
    return run(["build", "api.yaml", "-o", "pets", *arguments])


def test_build_with_and_without_lenient(
    capsys: Captured,
) -> None:
    assert build() == 1
    assert not Path("pets").exists()
    assert build("--lenient", "--no-lenient") == 1
    capsys.readouterr()
    assert build("--lenient") == 0
    output = capsys.readouterr()
    assert "2/4 operations, 1/1 schemas, 0 dropped" in output.out
    assert (
        "left out: 2 parameters, 1 response, 2 operations, 1 security requirement, "
        "2 keywords, 1 schema (codegen.json lists them)"
    ) in output.out
    assert "api.yaml:10:9: warning[" in output.err
    assert "the parameter 'sort' is left out: " in output.err


def test_repeated_build_reports_the_same(capsys: Captured) -> None:
    assert build("--lenient") == 0
    first = capsys.readouterr()
    assert build("--lenient") == 0
    second = capsys.readouterr()
    assert second.err == first.err
    assert "0 written" in second.out
    assert second.out.splitlines()[1:] == first.out.splitlines()[1:]


def test_lenient_in_the_configuration() -> None:
    text = 'spec = "api.yaml"\noutput = "pets"\npackage = "pets"\nlenient = true\n'
    Path("codegen.toml").write_text(text)
    assert run(["build", "-q"]) == 0
    assert run(["check"]) == 0
    assert run(["build", "-q", "--no-lenient"]) == 1


def test_strict_rejects_omissions() -> None:
    assert build("--lenient", "--strict") == 1
    assert not Path("pets").exists()


def test_check_and_diff_read_lenient_from_the_manifest(capsys: Captured) -> None:
    assert build("--lenient", "-q") == 0
    assert run(["check", "pets", "--spec", "api.yaml"]) == 0
    text = Path("api.yaml").read_text()
    Path("api.yaml").write_text(text.replace("name: {type", "nickname: {type"))
    capsys.readouterr()
    assert run(["check", "pets", "--spec", "api.yaml"]) == 1
    assert "models/pet.py" in capsys.readouterr().out
    assert run(["diff", "pets", "api.yaml"]) == 0
    assert "nickname" in capsys.readouterr().out


def test_diff_and_operations_accept_lenient() -> None:
    shutil.copy("api.yaml", "new.yaml")
    assert run(["diff", "api.yaml", "new.yaml"]) == 1
    assert run(["diff", "api.yaml", "new.yaml", "--lenient"]) == 0
    assert run(["operations", "api.yaml"]) == 1
    assert run(["operations", "api.yaml", "--lenient"]) == 0


def test_selected_operation_that_is_omitted_is_an_error(capsys: Captured) -> None:
    assert build("--lenient", "--operation", "getPet") == 0
    assert "1 of 4 operations" in capsys.readouterr().out
    assert build("--lenient", "--operation", "createPet") == 1
    output = capsys.readouterr().err
    assert "error[unknown-operation]" in output
    assert "the operation POST /pets is left out" in output


def test_manifest_of_a_valid_document() -> None:
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
    Path("api.yaml").write_text(json.dumps(document))
    assert build("-q") == 0
    plain = json.loads(Path("pets/codegen.json").read_bytes())
    assert build("-q", "--lenient") == 0
    lenient = json.loads(Path("pets/codegen.json").read_bytes())
    assert lenient.pop("options") == {"lenient": True}
    assert plain.pop("options") == {}
    assert plain.pop("sha256") != lenient.pop("sha256")
    assert plain == lenient


@pytest.mark.parametrize(
    "text",
    [
        "openapi: 4.0.0\ninfo: {title: T, version: '1'}\npaths: {}\n",
        "openapi: 3.1.0\ninfo: {}\npaths: {}\n",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: []\n",
        "openapi: 3.1.0\ninfo: [\n",
        "",
    ],
)
def test_errors_of_the_whole_document_remain_errors(
    text: str, capsys: Captured
) -> None:
    Path("api.yaml").write_text(text)
    assert build("--lenient") == 1
    assert "error[" in capsys.readouterr().err
    assert not Path("pets").exists()


def test_broken_references_to_other_files_are_pruned(capsys: Captured) -> None:
    Path("api.yaml").write_text("""\
openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: "https://example.com"}]
paths:
  /a:
    get:
      operationId: getA
      parameters:
      - {$ref: "parts.yaml#/limit"}
      - {$ref: "parts.yaml#/gone"}
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "parts.yaml#/a"}}}}
  /b: {$ref: "nowhere.yaml"}
""")
    Path("parts.yaml").write_text("""\
limit: {name: limit, in: query, schema: {type: integer}}
a: {type: object, properties: {b: {$ref: "#/b"}, c: {type: string}}}
""")
    assert build("--lenient") == 0
    output = capsys.readouterr()
    assert "1/1 operations, 1/1 schemas" in output.out
    assert "parts.yaml:2:36: warning[unresolved-reference]: the schema" in output.err
    assert "api.yaml:10:10: warning[unresolved-reference]: the parameter" in output.err
    assert "api.yaml:13:8: warning[unresolved-reference]: the path /b" in output.err
    assert "there is no file nowhere.yaml" in output.err
    assert "missing:" not in output.err
    assert "leaves the document" not in output.err


def test_omissions_of_swagger2_have_original_locations(capsys: Captured) -> None:
    Path("api.yaml").write_text("""\
swagger: "2.0"
info: {title: T, version: "1"}
host: example.com
schemes: [https]
paths:
  /a:
    get:
      operationId: getA
      parameters:
      - {name: limit, in: query, type: integer, format: 7}
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/A"}}}
    put:
      operationId: putA
      parameters:
      - {name: body, in: body}
      responses: {"200": {description: ok}}
definitions:
  A: {type: object, properties: {b: {$ref: "#/definitions/B"}}}
""")
    assert build("--lenient") == 0
    assert "1/2 operations, 1/1 schemas, 0 dropped" in capsys.readouterr().out
    manifest = json.loads(Path("pets/codegen.json").read_bytes())
    assert [
        (omission["at"], omission["what"]) for omission in manifest["left-out"]
    ] == [
        ("#/paths/~1a/get/parameters/0/format", "the field 'format' is left out"),
        ("#/paths/~1a/put", "the operation PUT /a is left out"),
        ("#/definitions/A/properties/b", "the schema can be anything"),
    ]


def test_broken_discriminator_mapping_is_an_omission(
    capsys: Captured,
) -> None:
    Path("api.yaml").write_text("""\
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    A: {type: object, properties: {kind: {type: string}}}
    B:
      oneOf: [{$ref: "#/components/schemas/A"}]
      discriminator: {propertyName: kind, mapping: {a: A, b: "nowhere.yaml#/B"}}
""")
    assert build("--lenient") == 0
    output = capsys.readouterr()
    assert "left out: 1 reference (codegen.json lists them)" in output.out
    assert (
        "api.yaml:9:59: warning[unresolved-reference]: the target of a reference is left out"
    ) in output.err
