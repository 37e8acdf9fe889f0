"""Strategies for declarations of any shape, with names as long as in real documents."""

from __future__ import annotations

from hypothesis import strategies as st

from generator.python.declarations import (
    AliasDeclaration,
    ArgumentDeclaration,
    DictDeclaration,
    FieldDeclaration,
    FunctionDeclaration,
    KeyDeclaration,
    ModelDeclaration,
)
from generator.python.expressions import (
    NONE,
    Call,
    Dict,
    Expr,
    Name,
    Subscript,
    Text,
    Tuple,
    choice,
)

LONGEST = 60
UNSET = Name("UNSET")


def _word(letters: str) -> st.SearchStrategy[str]:
    def repeated(letter: str, columns: int) -> str:
        # Wide letters occupy two columns.
        return letter * (columns if letter < "Ā" else (columns + 1) // 2)

    lengths = st.integers(1, LONGEST) | st.integers(1, 12)
    return st.builds(repeated, st.sampled_from(letters), lengths)


identifiers = _word("abcdefgé顧")
class_names = _word("ABCDEFGÉ顧")
texts = st.builds(Text, _word("xyz01-' "))
literals = st.builds(
    lambda values: Subscript(Name("Literal"), tuple(values)),
    st.lists(texts, min_size=1, max_size=7),
)


def _larger(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    return st.one_of(
        st.builds(lambda type_: Subscript(Name("list"), (type_,)), inner),
        st.builds(lambda value: Subscript(Name("dict"), (Name("str"), value)), inner),
        st.lists(inner, min_size=2, max_size=5).map(choice),
    )


names = st.builds(Name, class_names | st.sampled_from(["str", "int", "bool"]))
types = st.recursive(names | literals, _larger, max_leaves=8)
nullable = types.map(lambda value: choice([value, NONE]))
aliases = st.builds(
    AliasDeclaration,
    class_names,
    types | literals.map(lambda value: choice([value, Name("str")])),
    st.just(""),
)


def _wire(name: Expr, is_optional: bool) -> Expr:
    default = (("default", NONE),) if is_optional else ()
    return Call(Name("wire"), (("", name), *default))


def _field(
    annotation: st.SearchStrategy[Expr], default: st.SearchStrategy[Expr | None]
) -> st.SearchStrategy[FieldDeclaration]:
    return st.builds(
        FieldDeclaration, identifiers, annotation, default, st.just(""), st.just(False)
    )


fields = st.one_of(
    _field(types, st.none() | st.builds(_wire, texts, st.just(False))),
    _field(nullable, st.just(NONE) | st.builds(_wire, texts, st.just(True))),
)
models = st.builds(ModelDeclaration, class_names, st.just(""), st.just(()))
keys = st.builds(KeyDeclaration, identifiers, types)
dicts = st.builds(DictDeclaration, class_names, st.just(""), st.just(()), st.none())


def _arguments(
    default: Expr | None,
) -> st.SearchStrategy[tuple[ArgumentDeclaration, ...]]:
    one = st.builds(
        ArgumentDeclaration, identifiers, types, st.just(default), st.just("")
    )
    return st.lists(one, max_size=3).map(tuple)


_form_fields = texts | texts.map(
    lambda value: Call(Name("deep_object"), (("", value),))
)


def _endpoint(
    name: Text, path: list[Text], form: list[Expr], types: list[Text]
) -> Expr:
    arguments: list[tuple[str, Expr]] = [("", name), ("path", Tuple(tuple(path)))]
    if form:
        body = Call(Name("Form"), tuple(("", value) for value in form))
        arguments.append(("body", body))
    statuses = ("200", "404", "default")
    responses = Dict(tuple(zip(statuses, types, strict=False)))
    return Call(Name("Endpoint"), (*arguments, ("responses", responses)), spread=True)


endpoints = st.builds(
    _endpoint,
    texts,
    st.lists(texts, min_size=1, max_size=3),
    st.lists(_form_fields, max_size=7),
    st.lists(texts, min_size=1, max_size=3),
)


def _function(
    name: str,
    positional: tuple[ArgumentDeclaration, ...],
    required: tuple[ArgumentDeclaration, ...],
    optional: tuple[ArgumentDeclaration, ...],
    returns: Expr,
    endpoint: Expr,
) -> FunctionDeclaration:
    return FunctionDeclaration(
        name=name,
        async_name=f"{name}_async",
        summary="",
        doc="",
        deprecation="",
        positional=positional,
        keyword=required + optional,
        returns=returns,
        constant=f"_{name.upper()}",
        constant_type=Subscript(Name("Endpoint"), (returns,)),
        endpoint=endpoint,
    )


functions = st.builds(
    _function,
    identifiers,
    _arguments(None),
    _arguments(None),
    _arguments(UNSET),
    types | st.just(NONE),
    endpoints,
)
