"""Python code in the README, the guide and the README of clients type-checks and runs.

Excerpts quote the generated client.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.cases.serving import Server
from tests.docs.markdown import DOCUMENTS, REPOSITORY, blocks, name_of
from tests.real.folders import build

README = REPOSITORY / "README.md"
# A program of its own, which tests/examples/checkout runs.
CHECKOUT = REPOSITORY / "docs" / "guide" / "checkout.md"
EXAMPLES = REPOSITORY / "docs" / "examples"
# A document with servers, webhooks and several security schemes.
SHOP = REPOSITORY / "tests" / "usage" / "unknown_imports.yaml"
CLIENTS = REPOSITORY / "generated"
CLIENT = CLIENTS / "stripe_client"
# Excerpts of the generated client, by their first line, and the files they quote.
EXCERPTS = {
    "def get_files(": "operations/files.py",
    "@model": "models/customer.py",
    "class Customers(Resource):": "resources/customers.py",
}
# One response for every call: a customer, a charge and the last page of a list at once.
OBJECT = {
    "id": "cus_1",
    "object": "customer",
    "created": 1767225600,
    "address": {"city": "Paris"},
    "default_source": {"id": "card_1", "object": "card"},
    "customer": {"id": "cus_1", "object": "customer", "email": "ada@example.com"},
    "data": [{"id": "cus_1", "object": "customer", "email": "ada@example.com"}],
    "has_more": False,
}
BOOKS = [{"title": "Frankenstein", "price": "9.50", "published": "1818-01-01"}]
EVENTS = b'data: {"text": "Scatter"}\n\ndata: {"text": "ing."}\n\ndata: [DONE]\n\n'
_NEW_CLIENT = re.compile(r"\b((?:Async)?Client\()((?:[^()]|\([^()]*\))*)\)")
_PROXY = '"http://127.0.0.1:8080"'


def code(document: Path) -> list[str]:
    return [dedent(block) for block in blocks(document.read_text("utf-8"), "python")]


def is_excerpt(block: str) -> bool:
    return block.partition("\n")[0] in EXCERPTS


def programs() -> dict[str, str]:
    """Python programs in the documents; the blocks of a page of the guide form one program."""
    first_call, bookshop = code(README)
    programs_by_name = {
        "README.md, first call": first_call,
        "README.md, bookshop": bookshop,
    }
    for document in DOCUMENTS:
        own = [block for block in code(document) if not is_excerpt(block)]
        if document not in (README, CHECKOUT) and own:
            programs_by_name[name_of(document)] = "\n\n".join(own)
    return programs_by_name


def excerpts() -> list[tuple[str, str]]:
    return [
        (block, EXCERPTS[block.partition("\n")[0]])
        for document in DOCUMENTS
        for block in code(document)
        if is_excerpt(block)
    ]


def with_server(program: str, url: str) -> str:
    """Redirect all clients in a program to the test server."""

    def redirect(call: re.Match[str]) -> str:
        arguments = call[2]
        if "transport=" in arguments and "Proxy" not in arguments:
            return call[0]
        kept = re.sub(r",\s*(base_url|server)=[^,()]*(\([^()]*\))?", "", arguments)
        return f"{call[1]}{kept.rstrip().rstrip(',') or 'None'}, base_url={url!r})"

    return _NEW_CLIENT.sub(redirect, program.replace(_PROXY, repr(url)))


def run(program: str, folder: Path, path: list[Path]) -> str:
    """Run a program in a subprocess and return its output."""
    process = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, path)),
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


PROGRAMS = programs()
# Clients whose README is a program as well, by the name of that program.
GENERATED = {
    f"README.md of {client}": client
    for client in ("stripe_client", "bookshop", "assistant", "shop")
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Folders from which the clients of the documents can be imported."""
    folder = tmp_path_factory.mktemp("clients")
    documents = {name: EXAMPLES / f"{name}.yaml" for name in ("assistant", "bookshop")}
    for name, document in (documents | {"shop": SHOP}).items():
        # The guide has a page about clients with tools.
        build(document, name, "--quiet", "--tools", cwd=folder)
    return [CLIENTS, folder, REPOSITORY]


@pytest.fixture(scope="module")
def sources_by_name(path: list[Path]) -> dict[str, str]:
    """Every program by its name, with those in the README of clients."""
    readmes = {
        name: next(
            folder / client / "README.md"
            for folder in path
            if (folder / client).is_dir()
        )
        for name, client in GENERATED.items()
    }
    return PROGRAMS | {
        name: "\n\n".join(code(readme)) for name, readme in readmes.items()
    }


@pytest.fixture(scope="module")
def sources(
    sources_by_name: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """A file for each program."""
    folder = tmp_path_factory.mktemp("programs")
    files = []
    for name, program in sources_by_name.items():
        file = folder / f"{re.sub('[^a-z]+', '_', name.lower())}.py"
        file.write_text(program, "utf-8")
        files.append(file)
    return files


def responses_for(name: str) -> list[tuple[Any, str]]:
    """The responses to the calls of a program; the last one is repeated."""
    if "bookshop" in name or "agents" in name:
        return [(BOOKS, "application/json")]
    if "assistant" in name:
        # The first call in three forms, then a stream.
        return [*[(OBJECT, "application/json")] * 3, (EVENTS, "text/event-stream")]
    if "streaming" in name:
        return [(EVENTS, "text/event-stream")]
    return [(OBJECT, "application/json")]


@pytest.mark.parametrize("name", [*PROGRAMS, *GENERATED])
def test_documented_code_runs(
    name: str,
    sources_by_name: dict[str, str],
    server: Server,
    path: list[Path],
    tmp_path: Path,
) -> None:
    program = sources_by_name[name]
    for document in EXAMPLES.iterdir():
        shutil.copy(document, tmp_path)
    for value, media_type in responses_for(name):
        server.answer(value, media_type=media_type)
    run(with_server(program, server.url), tmp_path, path)
    makes_calls = re.search(r"\b(?:client\.[a-z]|\w+\(client)", program)
    has_transport = "transport=Canned" in program
    assert bool(server.requests) or not makes_calls or has_transport


def test_first_call_sends_and_prints_what_the_readme_says(
    server: Server, path: list[Path], tmp_path: Path
) -> None:
    server.answer(OBJECT)
    program = with_server(PROGRAMS["README.md, first call"], server.url)
    identifier, city, received = run(program, tmp_path, path).splitlines()
    assert ("tax_id_data[0][type]", "eu_vat") in server.last.form
    assert (identifier, city) == ("cus_1 2026", "Paris")
    assert ast.literal_eval(received) == OBJECT


def test_bookshop_call_sends_and_prints_what_the_readme_says(
    server: Server, path: list[Path], tmp_path: Path
) -> None:
    server.answer(BOOKS)
    program = with_server(PROGRAMS["README.md, bookshop"], server.url)
    assert run(program, tmp_path, path) == "Frankenstein 19.00\n"
    assert (server.last.path, server.last.arguments) == (
        "/books",
        [("author", "Mary Shelley")],
    )


def test_readme_shows_the_bookshop_document() -> None:
    [shown] = blocks(README.read_text("utf-8"), "yaml")
    assert shown == (EXAMPLES / "bookshop.yaml").read_text("utf-8")


@pytest.mark.slow
def test_documented_code_passes_mypy_strict(
    sources: list[Path], path: list[Path], tmp_path: Path
) -> None:
    process = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--python-version", "3.11"),
            *("--config-file", os.devnull, "--cache-dir", tmp_path / "cache"),
            *sources,
        ],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": os.pathsep.join(map(str, path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stdout + process.stderr


def test_readme_code_passes_pyright_strict(
    sources: list[Path], path: list[Path], tmp_path: Path
) -> None:
    of_readme = [file for file in sources if "readme_md_first" in file.name]
    of_readme += [file for file in sources if "readme_md_bookshop" in file.name]
    assert len(of_readme) == 2
    assert_passes_pyright(of_readme, path, tmp_path)


@pytest.mark.slow
def test_documented_code_passes_pyright_strict(
    sources: list[Path], path: list[Path], tmp_path: Path
) -> None:
    assert len(sources) == len(PROGRAMS) + len(GENERATED)
    assert_passes_pyright(sources, path, tmp_path)


def assert_passes_pyright(files: list[Path], path: list[Path], folder: Path) -> None:
    """Pyright, in strict mode, reports nothing in the files."""
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "extraPaths": [str(folder) for folder in path],
        "include": [str(file) for file in files],
    }
    configuration = folder / "pyrightconfig.json"
    configuration.write_text(json.dumps(settings), "utf-8")
    process = subprocess.run(
        [sys.executable, "-m", "pyright", "--project", str(configuration)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stdout + process.stderr


@pytest.mark.parametrize(("excerpt", "file"), excerpts(), ids=EXCERPTS.values())
def test_excerpts_quote_the_generated_client(excerpt: str, file: str) -> None:
    # `...` replaces omitted lines; the others follow in the same order.
    quoted = [line for line in excerpt.splitlines() if line.strip() not in ("", "...")]
    rest: Iterator[str] = iter((CLIENT / file).read_text("utf-8").splitlines())
    assert [line for line in quoted if line not in rest] == []


def test_all_clients_in_programs_are_redirected() -> None:
    url = "http://u"
    assert with_server("Client()", url) == f"Client(None, base_url={url!r})"
    for options in ("", ', server=s.eu(b="c")', ', base_url="https://a.example"'):
        assert with_server(f"Client(1{options})", url) == f"Client(1, base_url={url!r})"
        both = with_server(f"AsyncClient(\n1{options},\ntimeout=T(x=1),\n)", url)
        assert both == f"AsyncClient(\n1,\ntimeout=T(x=1), base_url={url!r})"


def test_programs_of_the_guide_are_found() -> None:
    pages = [name for name in PROGRAMS if name.startswith("docs/guide/")]
    assert len(pages) >= 12
