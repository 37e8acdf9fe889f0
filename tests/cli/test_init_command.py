"""`codegen init`: a configuration from options, or from answers to prompts."""

from __future__ import annotations

import hashlib
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
