"""What is laid out, black leaves as it is: so the output needs no formatter."""

from __future__ import annotations

import black
from black.mode import Mode, TargetVersion
from hypothesis import given
from hypothesis import strategies as st

from generator.python.declarations import (
    AliasDeclaration,
    DictDeclaration,
    FieldDeclaration,
    FunctionDeclaration,
    KeyDeclaration,
    ModelDeclaration,
)
from generator.python.expressions import Expr
from generator.render import layout
from tests.layout.declarations import (
    aliases,
    class_names,
    dicts,
    endpoints,
    fields,
    functions,
    identifiers,
    keys,
    models,
)
from tests.property_settings import examples

MODE = Mode(target_versions={TargetVersion.PY311})
many = examples(50, with_slow=200)
name_lists = st.lists(class_names, min_size=1, max_size=5, unique=True).map(tuple)


def assert_settled(*lines: str) -> None:
    """Black has nothing to change in a module with these lines."""
    text = "\n".join(lines) + "\n"
    assert black.format_str(text, mode=MODE) == text


@many
@given(st.lists(fields, min_size=1, max_size=3))
def test_fields(each: list[FieldDeclaration]) -> None:
    assert_settled("class A:", *(f"    {layout.field(field, 4)}" for field in each))


@many
@given(aliases)
def test_aliases(each: AliasDeclaration) -> None:
    assert_settled(layout.alias(each))


@many
@given(functions)
def test_signatures(each: FunctionDeclaration) -> None:
    assert_settled(layout.signature(each), "    pass")


@many
@given(functions)
def test_endpoints(each: FunctionDeclaration) -> None:
    assert_settled(layout.endpoint(each))


@many
@given(functions)
def test_calls_and_async_twins(each: FunctionDeclaration) -> None:
    assert_settled("def f():", f"    {layout.call(each)}")
    assert_settled(layout.twin(each))


@many
@given(models, dicts, keys)
def test_heads_of_classes_and_keys(
    model: ModelDeclaration, typed_dict: DictDeclaration, key: KeyDeclaration
) -> None:
    assert_settled(layout.model(model), "    a: int")
    assert_settled(layout.typed_dict(typed_dict), f"    {layout.key(key, 4)}")


@many
@given(identifiers, name_lists, st.sampled_from([0, 4]))
def test_imports(module: str, names: tuple[str, ...], indent: int) -> None:
    margin = " " * indent
    head = ["if TYPE_CHECKING:"] if indent else []
    assert_settled(*head, margin + layout.import_from(f".{module}", names, indent))
    assert_settled(*head, margin + layout.reexport(module, names, indent))


@many
@given(identifiers, name_lists)
def test_entries_of_the_table_of_names(module: str, names: tuple[str, ...]) -> None:
    assert_settled("a = {", f"    {layout.entry(module, names, 4)}", "}")


@many
@given(identifiers, endpoints)
def test_assignments(name: str, value: Expr) -> None:
    assert_settled(layout.assignment(name, value, 0))
