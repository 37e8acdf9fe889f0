"""References that must not be followed, and limits on what they may add."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.source.bundle import file_reader, merge_files
from generator.source.load import parse_location
from tests.bundle.documents import bundled, bundled_at, components, write
from tests.load.behaving import answering, serving


def codes(folder: Path, reference: str, *allowed: str) -> list[str]:
    """The diagnostic codes for a document in `folder/api` with this reference."""
    root = components(f"A: {{items: {{$ref: {reference!r}}}}}")
    found = bundled(folder / "api", {"api.yaml": root}, allowed=allowed)
    assert all(item.startswith("api.yaml:6 error") for item in found.summary)
    return [diagnostic.code for diagnostic in found.diagnostics]


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("../outside.yaml", "reference-not-allowed"),
        ("%2e%2e/outside.yaml", "reference-not-allowed"),
        ("..%2Foutside.yaml", "reference-not-allowed"),
        ("{folder}/outside.yaml", "reference-not-allowed"),
        ("file://{folder}/outside.yaml", "reference-not-allowed"),
        ("file:///etc/passwd", "reference-not-allowed"),
        ("file://host/share.yaml", "reference-not-allowed"),
        ("//host/share.yaml", "reference-not-allowed"),
        ("link.yaml", "reference-not-allowed"),
        ("folder/outside.yaml", "reference-not-allowed"),
        ("https://example.com/a.yaml", "reference-not-allowed"),
        ("http://169.254.169.254/latest", "reference-not-allowed"),
        ("\\\\host\\share.yaml", "invalid-reference"),
        ("..\\outside.yaml", "invalid-reference"),
        ("a%5Cb.yaml", "invalid-reference"),
        ("a%00.yaml", "invalid-reference"),
        ("a%FF.yaml", "invalid-reference"),
        ("a.yaml?raw", "invalid-reference"),
        ("http://[", "invalid-reference"),
        ("a" * 3000, "invalid-reference"),
        ("a" * 300, "unreadable-document"),
        ("ftp://example.com/a.yaml", "unresolved-reference"),
        ("javascript:alert(1)", "unresolved-reference"),
        ("no.yaml", "unresolved-reference"),
        ("api.yaml#/no", "unresolved-reference"),
        ("api.yaml#no", "unresolved-reference"),
        ("inside", "unreadable-document"),
        ("fifo.yaml", "unreadable-document"),
        ("empty.yaml", "empty-document"),
        ("list.yaml", "not-a-mapping"),
    ],
)
def test_rejected_reference_is_reported_at_its_location(
    tmp_path: Path, reference: str, code: str
) -> None:
    api = tmp_path / "api"
    write(tmp_path, {"outside.yaml": "type: string", "api/empty.yaml": ""})
    write(api, {"inside/a.yaml": "type: string", "list.yaml": "[1]"})
    if hasattr(os, "mkfifo"):
        os.mkfifo(api / "fifo.yaml")
    elif reference == "fifo.yaml":
        pytest.skip("there are no named pipes here")
    (api / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (api / "folder").symlink_to(tmp_path, target_is_directory=True)
    assert codes(tmp_path, reference.format(folder=tmp_path)) == [code]


@pytest.mark.parametrize("allowed", ["{folder}", "{folder}/outside.yaml"])
@pytest.mark.parametrize("reference", ["../outside.yaml", "link.yaml"])
def test_allowed_references_are_resolved(
    tmp_path: Path, allowed: str, reference: str
) -> None:
    write(tmp_path, {"outside.yaml": "type: string", "api/a": ""})
    (tmp_path / "api" / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    assert codes(tmp_path, reference, allowed.format(folder=tmp_path)) == []


def test_allowed_folder_is_not_a_prefix_of_names(tmp_path: Path) -> None:
    write(tmp_path, {"common-secrets/a.yaml": "type: string", "common/b": ""})
    found = codes(tmp_path, "../common-secrets/a.yaml", str(tmp_path / "common"))
    assert found == ["reference-not-allowed"]


def test_syntax_error_in_a_referenced_file_is_reported_once(tmp_path: Path) -> None:
    root = "A: {anyOf: [{$ref: a.yaml}, {$ref: 'a.yaml#/b'}, {$ref: latin.yaml}]}"
    write(tmp_path, {"a.yaml": "a: 1\nb: [\n"})
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe9\n")
    found = bundled(tmp_path, {"api.yaml": components(root)})
    assert found.summary == [
        "a.yaml:3 error[yaml-syntax]",
        "latin.yaml:1 error[not-utf-8]",
    ]
    assert found.schemas["A"] == {"anyOf": [{}, {}, {}]}


def test_reference_cycle_across_files(tmp_path: Path) -> None:
    root = components("A: {items: {$ref: a.yaml}}")
    around = {"a.yaml": "$ref: b.yaml\n", "b.yaml": "$ref: a.yaml\n"}
    found = bundled(tmp_path, {"api.yaml": root, **around})
    assert found.summary == ["a.yaml:1 error[reference-cycle]"]


def test_symbolic_link_to_an_enclosing_folder(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    files_ = {
        "api.yaml": components("A: {$ref: a.yaml}"),
        "a.yaml": "items: {$ref: loop/a.yaml}",
    }
    found = bundled(tmp_path, files_)
    assert found.schemas == {"A": {"items": {"$ref": "#/components/schemas/A"}}}


def test_limit_on_the_number_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_reader, "MAX_FILES", 3)
    chain = {f"{n}.yaml": f"items: {{$ref: {n + 1}.yaml}}\n" for n in range(5)}
    root = components("A: {$ref: 0.yaml}")
    found = bundled(tmp_path, {"api.yaml": root, **chain})
    assert found.summary == ["2.yaml:1 error[too-many-references]"]


def test_limit_on_inlined_path_items(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_files, "MAX_VALUES", 10_000)
    item = (
        "post: {{callbacks: {{a: {{x: {{$ref: {0}.yaml}}, y: {{$ref: {0}.yaml}}}}}}}}\n"
    )
    chain = {f"{n}.yaml": item.format(n + 1) for n in range(12)}
    chain["12.yaml"] = "get: {}\n"
    root = (
        'openapi: 3.0.3\ninfo: {title: t, version: "1"}\npaths: {/a: {$ref: 0.yaml}}\n'
    )
    found = bundled(tmp_path, {"api.yaml": root, **chain})
    assert {diagnostic.code for diagnostic in found.diagnostics} == {
        "too-many-references"
    }


def test_depth_limit(
    tmp_path: Path,
) -> None:
    item = "post: {{callbacks: {{a: {{x: {{$ref: {}.yaml}}}}}}}}\n"
    chain = {f"{n}.yaml": item.format(n + 1) for n in range(40)}
    root = (
        'openapi: 3.0.3\ninfo: {title: t, version: "1"}\npaths: {/a: {$ref: 0.yaml}}\n'
    )
    found = bundled(tmp_path, {"api.yaml": root, **chain})
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["too-deep"]


BOMB = "a0: &a0 {type: string}\n" + "".join(
    f"a{n}: &a{n} {{anyOf: [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]}}\n"
    for n in range(1, 20)
)


def test_alias_bomb_in_a_referenced_file(tmp_path: Path) -> None:
    root = components("A: {$ref: 'a.yaml#/a9'}")
    found = bundled(tmp_path, {"api.yaml": root, "a.yaml": BOMB})
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["alias-bomb"]


def test_references_of_a_document_from_the_web(tmp_path: Path) -> None:
    schemas = """
    Root:
      anyOf:
      - {$ref: inside/a.yaml}
      - {$ref: ../outside.yaml}
      - {$ref: /outside.yaml}
      - {$ref: 'file:///etc/hostname'}
      - {$ref: '%2e%2e/outside.yaml'}
    """
    answers = {"/v1/api.yaml": components(schemas), "/v1/inside/a.yaml": "type: string"}

    def behaviour(handler: object) -> None:
        path = getattr(handler, "path", "")
        answering(answers[path].encode())(handler)  # type: ignore[arg-type]  # it is one

    with serving(behaviour) as url:
        found = bundled_at(parse_location(f"{url}/v1/api.yaml"))
    assert [diagnostic.code for diagnostic in found.diagnostics] == [
        *("reference-not-allowed",) * 3,
        "invalid-reference",
    ]
    assert found.schemas["a"] == {"type": "string"}


@pytest.mark.parametrize(
    ("allowed", "is_followed"),
    [
        *(("/schemas", True), ("/schemas/", True), ("/schemas/a.yaml", True)),
        *(("/sche", False), ("/other/", False), (".evil.example/", False)),
    ],
)
def test_allowed_url_prefix(tmp_path: Path, allowed: str, is_followed: bool) -> None:
    with serving(answering(b"type: string")) as url:
        found = codes(tmp_path, f"{url}/schemas/a.yaml", f"{url}{allowed}")
    assert found == ([] if is_followed else ["reference-not-allowed"])


def test_http_error_is_reported_at_the_reference(tmp_path: Path) -> None:
    with serving(answering(b"", status=404)) as url:
        assert codes(tmp_path, f"{url}/a.yaml", url) == ["http-status"]
