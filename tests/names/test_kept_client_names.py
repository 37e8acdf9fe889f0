"""Credentials, servers, error classes and resource classes keep their names in a rebuild."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.naming.apply_name_lock import KeptName
from generator.naming.client_names import ServerNames
from tests.names.builds import Build, assert_kept
from tests.names.documents import Tree, document, operation, record
from tests.property_settings import examples

TEXT = {"type": "string"}
many = examples(20, with_slow=300)


def with_schemes(*names: str) -> Tree:
    """Return a document with alternative security schemes."""
    tree = document({"/a": {"get": operation("a", TEXT)}}, {})
    bearer = {"type": "http", "scheme": "bearer"}
    tree["components"]["securitySchemes"] = dict.fromkeys(names, bearer)
    return tree | {"security": [{name: []} for name in names]}


def with_servers(**descriptions: str) -> Tree:
    """Return a document with a server of each name as host, and its description."""
    servers = [
        {"url": f"https://{host}.example", "description": description}
        for host, description in descriptions.items()
    ]
    return document({"/a": {"get": operation("a", TEXT)}}, {}) | {"servers": servers}


def with_errors(*codes: str) -> Tree:
    """Return a document whose error responses have one of these codes."""
    failing = operation("a", TEXT)
    error = record(code={"enum": list(codes)})
    failing["responses"]["400"] = {
        "description": "",
        "content": {"application/json": {"schema": error}},
    }
    return document({"/a": {"get": failing}}, {})


def with_paths(*paths: str) -> Tree:
    """Return a document with an operation for each path."""
    return document({path: {"get": operation(path, TEXT)} for path in paths}, {})


def test_scheme_does_not_take_the_argument_of_another() -> None:
    before = Build(with_schemes("a-b"))
    after = Build(with_schemes("a-b", "a_b"), before)
    assert after.schemes == {"a-b": "a_b", "a_b": "a_b_"}
    assert after.kept == (KeptName("a_b", "a_b_"),)


def test_server_does_not_take_the_function_of_another() -> None:
    before = Build(with_servers(a="Live", b="Test"))
    after = Build(with_servers(c="Test", a="Live", b="Tests"), before)
    assert after.servers == {
        "https://a.example": ServerNames("live", {}),
        "https://b.example": ServerNames("test", {}),
        "https://c.example": ServerNames("test_2", {}),
    }
    # Equal descriptions would name both servers after their URLs.
    grown = with_servers(a="Live", b="Test", c="Live")
    assert_kept(before, Build(grown, before))
    assert KeptName("live", "a_example") in Build(grown, before).kept


def test_error_code_does_not_take_the_class_of_another() -> None:
    before = Build(with_errors("card_gone"))
    assert before.errors == {"card_gone": "CardGoneError"}
    after = Build(with_errors("card-gone", "card_gone", "card_gone_error"), before)
    assert after.errors["card_gone"] == "CardGoneError"
    assert len(set(after.errors.values())) == len(after.errors)


def test_resource_does_not_take_the_class_of_another() -> None:
    before = Build(with_paths("/a/{x}", "/a/{x}/b/{y}"))
    assert before.classes == {("a",): "A", ("a", "b"): "AB"}
    grown = with_paths("/a/{x}", "/a/{x}/b/{y}", "/a_b/{x}")
    assert Build(grown).classes["a_b",] == "AB"
    after = Build(grown, before)
    assert after.classes == {("a",): "A", ("a", "b"): "AB", ("a_b",): "ABResource"}
    assert_kept(after, Build(grown, after))


_names = st.frozensets(
    st.sampled_from(["a", "A", "a b", "a_b", "a-b", "aB", "a_", "a_error", "AError"])
    | st.text(min_size=1, max_size=3)
)


@many
@given(_names, _names)
def test_additions_rename_no_scheme_server_or_error(
    first: frozenset[str], second: frozenset[str]
) -> None:
    def tree(names: frozenset[str]) -> Tree:
        ordered = sorted(names)
        result = with_schemes(*ordered) | with_errors("x", *ordered)
        result["components"] = with_schemes(*ordered)["components"]
        numbers = {f"h{ord(name[0])}x{len(name)}": name for name in ordered}
        return result | {"servers": with_servers(**numbers)["servers"]}

    before = Build(tree(first))
    after = Build(tree(first | second), before)
    kept = before.public()
    # Servers are known by their URL, whatever their description is now.
    urls = {("server", url) for url in after.servers}
    assert {key: after.public()[key] for key in kept if key not in urls} == {
        key: name for key, name in kept.items() if key not in urls
    }
    for url, names in before.servers.items():
        if len(before.servers) > 1 and url in after.servers:
            assert after.servers[url] == names
