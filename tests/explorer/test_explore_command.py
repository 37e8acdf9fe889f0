"""`codegen explore`: its errors, static sites, settings, and what the server sends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from generator.cli import run
from tests.explorer.documented import case_site, document_with
from tests.explorer.served import Explorer
from tests.mcp.processes import environment


@pytest.fixture
def things(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a document."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CODEGEN_CACHE", str(tmp_path / "cache"))
    text = document_with({"tags": ["a"], "description": "Makes **one**."})
    (tmp_path / "things.json").write_text(text)
    return tmp_path


def test_static_site(things: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explore", "things.json", "-o", "site"]) == 0
    assert capsys.readouterr().out.startswith("wrote ")
    page = (things / "site" / "operations" / "createThing.html").read_text()
    assert "Makes <strong>one</strong>." in page
    assert 'data-gateway=""' in page


def test_second_start_uses_the_cache(things: Path) -> None:
    for name in ("one", "two"):
        assert run(["explore", "things.json", "-o", name]) == 0
    pages = [
        things / name / "operations" / "createThing.html" for name in ("one", "two")
    ]
    assert pages[0].read_bytes() == pages[1].read_bytes()
    [documentation] = things.glob("cache/**/documentation.jsonl")
    assert "Makes **one**." in documentation.read_text()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"**one**", b"**two**"),
        lambda content: content + b"{}",
        lambda content: b"",
        lambda content: b"\xff" + content,
    ],
    ids=["torn", "edited", "longer", "empty", "no-text"],
)
def test_damaged_documentation_is_written_again(
    damage: Callable[[bytes], bytes], things: Path
) -> None:
    assert run(["explore", "things.json", "-o", "one"]) == 0
    [documentation] = things.glob("cache/**/documentation.jsonl")
    content = documentation.read_bytes()
    documentation.write_bytes(damage(content))
    assert run(["explore", "things.json", "-o", "two"]) == 0
    assert documentation.read_bytes() == content
    pages = [
        things / name / "operations" / "createThing.html" for name in ("one", "two")
    ]
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_client_with_tools_has_plain_prose(things: Path) -> None:
    assert run(["build", "things.json", "-o", "things_client", "--tools"]) == 0
    assert run(["explore", "things_client", "-o", "site"]) == 0
    page = (things / "site" / "operations" / "createThing.html").read_text()
    assert "Makes **one**." in page


def test_settings_of_the_configuration(things: Path) -> None:
    (things / "logo.svg").write_text("<svg/>")
    (things / "codegen.toml").write_text(
        '[clients.things_client]\nspec = "things.json"\n'
        '[explore]\ntitle = "Acme"\nlogo = "logo.svg"\ntheme = "dark"\n'
    )
    assert run(["explore", "-o", "site"]) == 0
    page = (things / "site" / "index.html").read_text()
    assert "<title>Acme</title>" in page
    assert 'data-theme="dark"' in page
    assert (things / "site" / "logo.svg").read_text() == "<svg/>"
    assert run(["explore", "-o", "site", "--theme", "light"]) == 0
    assert 'data-theme="light"' in (things / "site" / "index.html").read_text()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("color = 'red'", "`explore.color` is unknown"),
        ("theme = 'pink'", "`explore.theme` must be one of auto, light, dark"),
        ("logo = 'logo.html'", "`explore.logo` must be a file of type"),
        ("logo = 'missing.svg'", "missing.svg cannot be read"),
    ],
)
def test_invalid_settings(
    settings: str, message: str, things: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (things / "codegen.toml").write_text(
        f'[clients.things_client]\nspec = "things.json"\n[explore]\n{settings}\n'
    )
    assert run(["explore", "-o", "site"]) != 0
    assert message in " ".join(capsys.readouterr().err.split())
    assert not (things / "site").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing"], "there is no client, folder or document 'missing'"),
        (["things.json", "--tag", "b", "-o", "site"], "no operation matches 'tag:b'"),
        (["things.json", "-o", "."], "is not empty, and no site of codegen"),
    ],
)
def test_errors(
    arguments: list[str],
    message: str,
    things: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["explore", *arguments]) != 0
    assert message in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("module", ["starlette", "markdown_it", "nh3", "uvicorn"])
def test_missing_extra(module: str, things: Path) -> None:
    program = (
        f"import sys; sys.modules[{module!r}] = None\n"
        "from generator.cli import run\n"
        "sys.exit(run(['explore', 'things.json', '-o', 'site']))"
    )
    process = subprocess.run(
        [sys.executable, "-c", program],
        cwd=things,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.stderr == (
        "codegen explore needs an extra: pip install 'openapi-typed-codegen[explore]'\n"
    )
    assert process.returncode == 1


def test_headers_of_served_pages(explorer: Explorer) -> None:
    explorer.show(case_site("tuples"))
    for path in ("/", "/index.html", "/explorer.js", "/search.json", "/nothing"):
        response = httpx2.get(f"{explorer.url}{path}", trust_env=False)
        assert response.status_code == (404 if path == "/nothing" else 200)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "connect-src 'self';" in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_other_hosts_are_refused(explorer: Explorer) -> None:
    explorer.show(case_site("tuples"))
    response = httpx2.get(
        f"{explorer.url}/", headers={"Host": "evil.example"}, trust_env=False
    )
    assert response.status_code == 421
