"""`codegen init`: a configuration from options, or from answers to prompts."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import click.testing
import pytest

from generator.cli import run
from generator.cli.commands import codegen
from generator.config import ClientConfiguration, read_configuration


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path in (Path("a.json"), Path("specs/pay.json")):
        path.parent.mkdir(exist_ok=True)
        path.write_text(DOCUMENT)


DOCUMENT = '{"openapi": "3.1.0"}'


def clients(path: str = "codegen.toml") -> dict[str, ClientConfiguration]:
    return dict(read_configuration(Path(path)).clients)


def run_with_answers(answers: str, *arguments: str) -> click.testing.Result:
    """Run `codegen init`, and answer its prompts line by line."""
    runner = click.testing.CliRunner()
    return runner.invoke(codegen, ["init", *arguments], input=answers)


def test_options_without_prompts() -> None:
    arguments = ["specs/pay.json", "-o", "src/pay", "--operation", "Get*", "--tag", "a"]
    assert run(["init", *arguments, "--cut-expansions"]) == 0
    client = clients()["pay"]
    assert (client.spec, client.output) == ("specs/pay.json", "src/pay")
    assert client.options.to_json() == {
        "operations": ["Get*"],
        "tags": ["a"],
        "cut-expansions": True,
    }


def test_document_alone_is_enough() -> None:
    assert run(["init", "https://example.com/v1/pets.yaml"]) == 0
    [(name, client)] = clients().items()
    assert client.spec == "https://example.com/v1/pets.yaml"
    assert client.output == f"generated/{name}"


def test_answers_to_prompts() -> None:
    result = run_with_answers("specs/pay.json\npay\nsrc/pay\nGetA Post*\n\n")
    assert result.exit_code == 0
    client = clients()["pay"]
    assert (client.spec, client.output) == ("specs/pay.json", "src/pay")
    assert client.options.selection.operations == ("GetA", "Post*")


def test_empty_answers_accept_the_defaults() -> None:
    Path("pyproject.toml").write_text('[project]\nname = "x"\n')
    assert run_with_answers("specs/pay.json\n\n\n\n\n").exit_code == 0
    assert list(clients("pyproject.toml")) == ["pay_client"]
    assert clients("pyproject.toml")["pay_client"].output == "generated/pay_client"


def test_no_prompt_for_given_options() -> None:
    result = run_with_answers(
        "a.json\n", "--package", "a", "-o", "src/a", "--tag=t", "--config=c.toml"
    )
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == 2  # the prompt and the summary
    assert list(clients("c.toml")) == ["a"]


def test_paths_are_relative_to_the_file() -> None:
    assert run(["init", "a.json", "--overlay", "o.yaml", "--config", "etc/c.toml"]) == 0
    [client] = clients("etc/c.toml").values()
    assert (client.spec, client.output) == ("../a.json", "../generated/a_client")
    assert client.overlays == ("../o.yaml",)


def test_duplicate_client_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["init", "a.json"]) == 0
    before = Path("codegen.toml").read_bytes()
    assert run(["init", "a.json"]) == 1
    assert "the file already has a client 'a_client'" in capsys.readouterr().err
    assert Path("codegen.toml").read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [["a.json", "--package", "a-b"], ["a.json", "--client", "x"]]
)
def test_invalid_arguments_are_a_usage_error(arguments: list[str]) -> None:
    assert run(["init", *arguments]) == 2
    assert not Path("codegen.toml").exists()


def test_unwritable_folder_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("etc").touch()
    assert run(["init", "a.json", "--config", "etc/c.toml"]) == 1
    assert "etc/c.toml cannot be written" in capsys.readouterr().err


def test_missing_document_is_an_error() -> None:
    assert run(["init", "nope.json"]) == 2
    result = run_with_answers("nope.json\na.json\nno-name\na\n\n\n\n")
    assert result.exit_code == 0
    assert "there is no file 'nope.json'" in result.output
    assert "'no-name' is not a name that Python can import" in result.output
    assert list(clients()) == ["a"]


def test_pin_records_the_hash() -> None:
    assert run(["init", "a.json", "--pin"]) == 0
    [client] = clients().values()
    assert client.sha256 == hashlib.sha256(DOCUMENT.encode()).hexdigest()
    assert run(["init", "a.json", "--package", "b", "--sha256", "AB" * 32]) == 0
    assert clients()["b"].sha256 == "ab" * 32
    assert run(["init", "a.json", "--package", "c", "--sha256", "x"]) == 2


def test_client_inside_of_a_client_is_a_usage_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("out").mkdir()
    Path("out/codegen.json").touch()
    assert run(["build", "a.json", "-o", "out", "--package", "pay"]) == 2
    assert "give -o pay" in capsys.readouterr().err


EXISTING = '[project]\nname = "x"\n\n[tool.codegen.clients.first]\nspec = "a.json"\n'


def test_existing_text_is_kept_byte_for_byte() -> None:
    for number, before in enumerate(
        [
            EXISTING,
            EXISTING.rstrip(),
            f"{EXISTING}\n\n\n",
            EXISTING.replace("\n", "\r\n"),
            f"# naïve\n{EXISTING}",
        ]
    ):
        path = Path(f"{number}/pyproject.toml")
        path.parent.mkdir()
        path.write_bytes(before.encode())
        assert run(["init", "a.json", "--config", str(path)]) == 0
        after = path.read_bytes()
        assert after.startswith(before.encode())
        assert after.count(b"\n") == after.count(b"\r\n") or b"\r" not in after
        assert list(clients(str(path))) == ["first", "a_client"]


def test_document_whose_name_is_not_utf8(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = os.fsdecode(b"a\xff.json")
    Path(document).write_text(DOCUMENT)
    Path("pyproject.toml").write_text(EXISTING)
    arguments = ["init", document, "--package", "b", "--config", "pyproject.toml"]
    assert run(arguments) == 1
    errors = capsys.readouterr().err
    assert (
        "pyproject.toml: error[configuration]: the name of a file is not UTF-8"
        in errors
    )
    assert Path("pyproject.toml").read_text() == EXISTING


@pytest.mark.parametrize("content", [b"\xff", b"\xef\xbb\xbf# x", b"[", b"\0"])
def test_file_that_is_no_toml_is_unchanged(
    content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("codegen.toml").write_bytes(content)
    assert run(["init", "a.json"]) == 1
    assert "codegen.toml" in capsys.readouterr().err
    assert Path("codegen.toml").read_bytes() == content


def test_full_disk_keeps_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    Path("pyproject.toml").write_text(EXISTING)
    before = sorted(os.listdir())
    monkeypatch.setattr("os.fsync", full)
    assert run(["init", "a.json", "--config", "pyproject.toml"]) == 1
    assert "pyproject.toml cannot be written: No space left" in capsys.readouterr().err
    assert Path("pyproject.toml").read_text() == EXISTING
    assert sorted(os.listdir()) == before


def test_edit_of_another_program_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = f"# edited\n{EXISTING}"
    Path("pyproject.toml").write_text(EXISTING)
    monkeypatch.setattr("os.fsync", lambda _: Path("pyproject.toml").write_text(edited))
    assert run(["init", "a.json", "--config", "pyproject.toml"]) == 1
    assert "another program changed it in the meantime" in capsys.readouterr().err
    assert Path("pyproject.toml").read_text() == edited
