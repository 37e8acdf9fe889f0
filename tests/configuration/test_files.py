"""Finding configuration files, their clients, the lines of errors, and adding clients."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.client_targets import CommandLine, find_targets
from generator.config import (
    ClientConfiguration,
    ClientOptions,
    add_client,
    find_configuration,
    read_configuration,
)
from generator.config.toml_lines import TomlLines
from generator.core.diagnostics import DocumentError
from generator.slicing.selection import Selection


def test_nearest_file_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "codegen.toml").touch()
    assert find_configuration(inner) == tmp_path / "codegen.toml"
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1")
    assert find_configuration(inner) == tmp_path / "codegen.toml"
    (inner / "pyproject.toml").write_text('[tool.codegen]\nspec = "x"')
    assert find_configuration(inner) == inner / "pyproject.toml"
    (inner / "codegen.toml").touch()
    assert find_configuration(inner) == inner / "codegen.toml"


@pytest.mark.parametrize("text", ["[tool", "tool = 1", "\x00", "[tool.codegen]"])
def test_pyproject_without_a_table_is_ignored(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert find_configuration(tmp_path) not in list(tmp_path.iterdir())


def test_several_clients_stand_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(
        '[project]\nname = "x"\n'
        '[tool.codegen.clients.pay]\nspec = "pay.json"\ntags = ["a"]\n'
        '[tool.codegen.clients.chat]\nspec = "chat.yaml"\n'
    )
    assert read_configuration(path).clients == {
        "pay": ClientConfiguration(
            spec="pay.json", options=ClientOptions(Selection(tags=("a",)))
        ),
        "chat": ClientConfiguration(spec="chat.yaml"),
    }


@pytest.mark.parametrize(
    ("text", "line"), [("[a]\nb = ]", 2), ("[a]\nb = [", 2), ("a = 1\n\na = 2", 3)]
)
def test_invalid_toml_is_reported_with_its_line(
    text: str, line: int, tmp_path: Path
) -> None:
    path = tmp_path / "codegen.toml"
    path.write_text(text)
    with pytest.raises(DocumentError) as caught:
        read_configuration(path)
    assert [each.line for each in caught.value.diagnostics] == [line]


@pytest.mark.parametrize("output", ["generated/pay", "generated/pay/in", "generated"])
def test_folders_of_clients_must_not_overlap(output: str, tmp_path: Path) -> None:
    path = tmp_path / "codegen.toml"
    path.write_text(
        f'[clients.pay]\nspec = "a.json"\n[clients.chat]\noutput = "{output}"\n'
    )
    with pytest.raises(DocumentError) as caught:
        read_configuration(path)
    [problem] = caught.value.diagnostics
    assert problem.line == 4
    assert "`clients.chat.output` overlaps with the folder of `pay`" in problem.message


def test_typo_of_clients_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "codegen.toml"
    path.write_text('[client.pay]\nspec = "a.json"')
    with pytest.raises(DocumentError, match="did you mean `clients`"):
        read_configuration(path)


def test_found_file_applies_only_to_its_own_clients(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "codegen.toml").write_text(
        '[clients.pay]\nspec = "a.json"\ntags = ["a"]\n'
        '[clients.chat]\nspec = "a.json"\noutput = "src/chat"\ntags = ["b"]\n'
    )

    def tags(
        output: str | None = None, package: str | None = None
    ) -> list[tuple[str, ...]]:
        settings = ClientConfiguration(spec="a.json", output=output, package=package)
        targets = find_targets(CommandLine(settings))
        return [target.settings.options.selection.tags for target in targets]

    assert tags() == [("a",), ("b",)]
    assert tags(output="src/chat") == [("b",)]
    assert tags(package="pay") == [("a",)]
    assert tags(output="elsewhere/pay") == [()]
    assert tags(package="other") == [()]


def test_invalid_setting_in_pyproject_is_reported_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[project]\nname = "x"\n\n[tool.codegen.clients.pay]\nspecs = 1\n')
    with pytest.raises(DocumentError) as caught:
        read_configuration(path)
    [problem] = caught.value.diagnostics
    assert problem.line == 5
    assert "`tool.codegen.clients.pay.specs` is unknown" in problem.message


TEXT = """\
# a comment = 1
a = 1
b.c = 2
[t]
"x y" = 3
'[z]' = 4
[t.u."v.w"]
k = [
  "no = key",
]
[[t.list]]
i = 1
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("b",), 3),
        (("b", "c"), 3),
        (("t",), 4),
        (("t", "x y"), 5),
        (("t", "[z]"), 6),
        (("t", "u"), 7),
        (("t", "u", "v.w"), 7),
        (("t", "u", "v.w", "k"), 8),
        (("t", "u", "v.w", "k", "deeper"), 8),
        (("t", "list"), 11),
        (("nothing",), None),
    ],
)
def test_line_of_a_setting(path: tuple[str, ...], line: int) -> None:
    assert TomlLines(TEXT).line_of(path) == line


CLIENT = ClientConfiguration(
    spec='say "hi"\\.json',
    output="src/pay",
    overlays=("a.yaml", "ü.yaml"),
    options=ClientOptions(
        Selection(paths=("/v1/**",)), cut_expansions=True, methods={"a b": "x.y"}
    ),
)


@pytest.mark.parametrize("name", ["codegen.toml", "pyproject.toml"])
def test_added_client_is_read_back(name: str, tmp_path: Path) -> None:
    path = tmp_path / "new" / name
    add_client(path, "pay", CLIENT)
    add_client(path, "chat", ClientConfiguration(spec="chat.json"))
    assert read_configuration(path).clients == {
        "pay": CLIENT,
        "chat": ClientConfiguration(spec="chat.json"),
    }


def test_existing_content_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    text = '# mine\n[project]\nname = "x"   # too\n'
    path.write_text(text)
    add_client(path, "pay", CLIENT)
    assert path.read_text().startswith(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[clients.pay]", "the file already has a client 'pay'"),
        ('spec = "x"', "the file configures a single client without a name"),
        ("[clients", "invalid TOML"),
        ("what = 1", "`what` is unknown"),
    ],
)
def test_file_is_unchanged_if_a_client_cannot_be_added(
    text: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "codegen.toml"
    path.write_text(text)
    with pytest.raises(DocumentError, match=message):
        add_client(path, "pay", CLIENT)
    assert path.read_text() == text


def test_command_line_overrides_a_boolean_with_false(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "codegen.toml").write_text('spec = "a.json"\ncut-expansions = true')
    [client] = find_targets(CommandLine(ClientConfiguration()))
    assert client.settings.options.cut_expansions is True
    settings = ClientConfiguration(options=ClientOptions(cut_expansions=False))
    [client] = find_targets(CommandLine(settings))
    assert client.settings.options.cut_expansions is False
