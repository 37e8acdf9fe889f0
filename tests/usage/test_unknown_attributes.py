"""Warnings about attributes that clients do not have, only where the object is a client."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.usage.shop import select_from_code

IMPORTS = "from shop_client import AsyncClient, Client\nimport shop_client as s\n"
USE = "from shop_client.operations import get_cards"


def unknown_names(code: str, folder: Path) -> list[tuple[int | None, str]]:
    """The lines and messages of the warnings about unknown names in code."""
    _, diagnostics = select_from_code(folder, code=IMPORTS + code, use=USE)
    assert {diagnostic.code for diagnostic in diagnostics} <= {"unknown-name"}
    return [(diagnostic.line, diagnostic.message) for diagnostic in diagnostics]


def test_unknown_method_or_resource_with_suggestion(
    tmp_path: Path,
) -> None:
    code = """
    from shop_client import Client

    def f(c: Client):
        c.customers.list()
        c.customers.creat()
        c.custmers.list()
    """
    selection, diagnostics = select_from_code(tmp_path, code=code)
    assert selection.operations == ("GetCustomers",)
    assert [
        (diagnostic.line, diagnostic.message, diagnostic.hint)
        for diagnostic in diagnostics
    ] == [
        (
            6,
            "this uses client.customers.creat, which the client does not have",
            "did you mean create?",
        ),
        (
            7,
            "this uses client.custmers, which the client does not have",
            "did you mean customers?",
        ),
    ]
    assert {(diagnostic.code, diagnostic.severity) for diagnostic in diagnostics} == {
        ("unknown-name", "warning")
    }
    assert all(
        (diagnostic.file or "").endswith("code.py") for diagnostic in diagnostics
    )


@pytest.mark.parametrize(
    "code",
    [
        "def f(c: Client): c.x",
        "def f(c: 'Client'): c.x",
        "def f(*, c: s.AsyncClient | None = None): c.x",
        "def f(c: Optional[Client]): c.x",
        "def f(c: Union[Client, AsyncClient]): c.x",
        "def f(c: Annotated[Client, Depends(g)]): c.x",
        "async def f(c: AsyncClient): await c.x",
        "c = Client()\ndef f(): c.x",
        "c = None\ndef f():\n  global c\n  c = Client()\n  c.x",
        "with Client() as c:\n  c.x",
        "(c := Client()).y = 1\nc.x",
        "a, c = 1, Client()\nc.x",
        "def f(given: Client | None):\n  c = given or Client()\n  c.x",
        "def f(given: Client):\n  c = given if given else Client()\n  c.x",
        "Client().x",
        "c = Client()\nd = c.with_options(timeout=1)\nd.x",
        "def f(c: Client): c.with_options(timeout=1).with_options(timeout=2).x",
        "def f(c: Client): return lambda: [c.x for each in y]",
        "class A:\n  def __init__(self, c: Client): self.c = c\n  def f(self): self.c.x",
        "class A:\n  c: Client\n  def f(self): self.c.x",
        "class A:\n  def __init__(this): this.c: Client = g()\n  def f(me): me.c.x",
    ],
)
def test_client_recognized_by_scope(code: str, tmp_path: Path) -> None:
    [(line, message)] = unknown_names(code, tmp_path)
    assert line == len(IMPORTS.splitlines()) + len(code.splitlines())
    assert message == "this uses client.x, which the client does not have"


@pytest.mark.parametrize(
    "code",
    [
        "def f(c): c.x",
        "def f(c: Other): c.x",
        "def f(c: Client | Other): c.x",
        "def f(c: list[Client]): c.x",
        "def f(c: '(') -> Client: c.x",
        "def f(*c: Client): c.x",
        "c: Any = Client()\nc.x",
        "c = Client()\nc = other()\nc.x",
        "c = Client()\nfor c in y: c.x",
        "c = Client()\ndef f(c): c.x",
        "c = Client()\nfrom y import c\nc.x",
        "c = Client()\ntry: y()\nexcept E as c: c.x",
        "c = Client()\ndef f():\n  c = 1\n  c.x",
        "def f(c: Client):\n  def g():\n    nonlocal c\n    c = 1\n  c.x",
        "c = Client()\nmatch y:\n  case {'a': c, **d}: c.x",
        "c = Client()\n[c.x for c in y]",
        "c, *d = Client(), 1, 2\nd.x",
        "def f(c: Client):\n  del c\n  c.x",
        "c = c\nc.x",
        "def f(c: Client): getattr(c, 'x', None)",
        "def f(c: Client): c.x = 1",
        "class A:\n  c = Client()\n  def f(self): c.x",
        "class A:\n  c: Client\n  def f(self): self.c = y\n  def g(self): self.c.x",
        "class A:\n  def f(self, c: Client): self.c = c\nclass B:\n  def f(self): self.c.x",
        "class A:\n  @property\n  def c(self) -> Client: ...\n  def f(self): self.c.x",
        "def f():\n  from other import Client\n  Client().x",
        "def f(c: other.Client): c.x",
    ],
)
def test_no_warning_if_object_may_not_be_client(code: str, tmp_path: Path) -> None:
    assert unknown_names(code, tmp_path) == []


@pytest.mark.parametrize(
    "attribute",
    [
        *("raw(f).value.x", "save(f)", "close().x", "aclose()", "api.server"),
        *("call", "_pause", "__class__.__name__", "customers.call", "customers"),
        *("customers._client", "customers.cards.list.__doc__", "invoices.pay('i').x"),
    ],
)
def test_no_warning_for_attributes_from_runtime(attribute: str, tmp_path: Path) -> None:
    code = f"def f(c: Client, d: AsyncClient): c.{attribute}; d.{attribute}"
    assert unknown_names(code, tmp_path) == []


def test_deeply_nested_code(tmp_path: Path) -> None:
    code = "c = Client()\ny = " + "1 if z else " * 400 + "c.x\n" + "a = " * 400 + "c"
    assert len(unknown_names(code, tmp_path)) == 1
