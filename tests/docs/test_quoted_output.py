"""Output quoted in the documents is what codegen prints."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from generator.cli import run
from tests.docs.markdown import REPOSITORY, blocks

DOCS = REPOSITORY / "docs"
BOOKSHOP = (DOCS / "examples" / "bookshop.yaml").read_text("utf-8")
CLIENT = Path("shop/src/books")


def quoted(page: str, beginning: str) -> list[str]:
    """The lines of the block that starts with `beginning` and has no language."""
    [block] = [
        candidate
        for candidate in blocks((DOCS / page).read_text("utf-8"), "")
        if candidate.startswith(beginning)
    ]
    return block.splitlines()


def write(path: str, content: str) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(content), "utf-8")


def edit_client() -> None:
    run(["build", "bookshop-2.yaml", "-o", str(CLIENT), "--quiet"])
    with (CLIENT / "client.py").open("a", encoding="utf-8") as file:
        file.write("# a quick fix\n")


def check_edited_client() -> None:
    edit_client()
    run(["check", str(CLIENT), "--spec", "bookshop.yaml"])


def build_over_edited_client() -> None:
    edit_client()
    run(["build", "bookshop-2.yaml", "-o", str(CLIENT)])


def build_with_unresolved_reference() -> None:
    write(
        "pets.yaml",
        """\
        openapi: 3.1.0
        info: {title: Pets, version: "1"}
        paths:
          /pets:
            get:
              operationId: listPets
              responses:
                "200":
                  description: Pets
                  content: {application/json: {schema: {$ref: "#/components/schemas/Pte"}}}
        components: {schemas: {Pet: {type: object}}}
        """,
    )
    run(["build", "pets.yaml"])


def build_with_wrong_settings() -> None:
    write(
        "codegen.toml",
        """\
        [clients.stripe]
        spec = "bookshop.yaml"
        operation = ["PostCustomers"]
        cut-expansions = "yes"
        """,
    )
    run(["build"])


def build_with_overlay_that_selects_nothing() -> None:
    write(
        "corrections.yaml",
        """\
        overlay: 1.0.0
        info: {title: Corrections, version: 1.0.0}
        actions:
          - target: $.paths['/v1/custmers'].post
            update: {summary: Create a customer}
        """,
    )
    run(["build", "bookshop.yaml", "--overlay", "corrections.yaml"])


def build_for_unknown_name() -> None:
    write(
        "prices.yaml",
        BOOKSHOP.replace("schemas/Book", "schemas/Price").replace("Book:", "Price:"),
    )
    write(
        "app/shop/billing.py",
        """\
        from payments.operations import list_books
        from payments.models import Prise
        """,
    )
    run(["build", "prices.yaml", "--package", "payments", "--used-by", "app"])


@pytest.mark.parametrize(
    ("page", "beginning", "act"),
    [
        ("regenerate.md", "shop/src/books: ", check_edited_client),
        ("regenerate.md", "error[edited-files]", build_over_edited_client),
        ("documents.md", "pets.yaml:", build_with_unresolved_reference),
        ("configuration.md", "codegen.toml:", build_with_wrong_settings),
        (
            "documents.md",
            "corrections.yaml:",
            build_with_overlay_that_selects_nothing,
        ),
        ("select.md", "app/shop/billing.py:", build_for_unknown_name),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_quoted_output_is_printed(
    page: str,
    beginning: str,
    act: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("bookshop.yaml", "bookshop-2.yaml"):
        shutil.copyfile(DOCS / "examples" / name, name)
    act()
    captured = capsys.readouterr()
    printed = iter((captured.out + captured.err).splitlines())
    missing = [line for line in quoted(page, beginning) if line not in printed]
    assert missing == [], captured.out + captured.err
