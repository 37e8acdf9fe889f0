"""Black changes nothing in the statements that templates lay out."""

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
from generator.render import statements
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


def assert_formatted(*lines: str) -> None:
    """Assert that black leaves a module of these lines unchanged."""
    text = "\n".join(lines) + "\n"
    assert black.format_str(text, mode=MODE) == text


@many
@given(st.lists(fields, min_size=1, max_size=3))
def test_fields(declarations: list[FieldDeclaration]) -> None:
    lines = (f"    {statements.field(declared, 4)}" for declared in declarations)
    assert_formatted("class A:", *lines)


@many
@given(aliases)
def test_aliases(declaration: AliasDeclaration) -> None:
    assert_formatted(statements.alias(declaration))


@many
@given(functions)
def test_signatures(function: FunctionDeclaration) -> None:
    assert_formatted(statements.signature(function), "    pass")


@many
@given(functions)
def test_endpoints(function: FunctionDeclaration) -> None:
    assert_formatted(statements.endpoint(function))


@many
@given(functions)
def test_calls_and_async_twins(function: FunctionDeclaration) -> None:
    assert_formatted("def f():", f"    {statements.call(function)}")
    assert_formatted(statements.twin(function))


@many
@given(models, dicts, keys)
def test_class_statements_and_keys(
    model: ModelDeclaration, typed_dict: DictDeclaration, key: KeyDeclaration
) -> None:
    assert_formatted(statements.model(model), "    a: int")
    assert_formatted(statements.typed_dict(typed_dict), f"    {statements.key(key, 4)}")


@many
@given(identifiers, name_lists, st.sampled_from([0, 4]))
def test_imports(module: str, names: tuple[str, ...], indent: int) -> None:
    margin = " " * indent
    head = ["if TYPE_CHECKING:"] if indent else []
    assert_formatted(
        *head, margin + statements.import_from(f".{module}", names, indent)
    )
    assert_formatted(*head, margin + statements.reexport(module, names, indent))


@many
@given(name_lists)
def test_exports(names: tuple[str, ...]) -> None:
    source = statements.exports(names)
    assert_formatted(source)
    module: dict[str, list[str]] = {}
    exec(source, module)
    assert tuple(module["__all__"]) == names


@many
@given(identifiers, name_lists)
def test_items_of_the_lazy_name_table(module: str, names: tuple[str, ...]) -> None:
    assert_formatted("a = {", f"    {statements.entry(module, names, 4)}", "}")


@many
@given(identifiers, endpoints)
def test_assignments(name: str, value: Expr) -> None:
    assert_formatted(statements.assignment(name, value, 0))
