"""The modules of `models` and `inputs`: a dataclass, TypedDict or alias for each definition."""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from generator.ir.api import Api
from generator.ir.paging import lists_of
from generator.ir.types import Definition, Field, Record, Scalar
from generator.naming.names import Names
from generator.naming.type_names import dict_name
from generator.python.arrangement import Arrangement
from generator.python.declarations import (
    AliasDeclaration,
    DictDeclaration,
    FieldDeclaration,
    KeyDeclaration,
    ModelDeclaration,
    TypeDeclaration,
    TypesModule,
)
from generator.python.expressions import (
    NONE,
    Call,
    Dict,
    Expr,
    Import,
    Name,
    Quoted,
    Subscript,
    Text,
    choice,
    flat,
    imports_of,
    quoted_imports_of,
)
from generator.python.imports import import_block
from generator.python.prose import visible_name
from generator.python.types import UNSET, UNSET_TYPE, TypeWriter
from generator.python.documentation import value_prose

_MODEL = Name("Model", Import("._runtime.model", "Model"))
# By its module: `Page` is a name that documents have for themselves.
_PAGE = Name("pages.Page", Import("._runtime", "pages"))
_DECORATOR = Import("._runtime.model", "model")
_WIRE = Name("wire", Import("._runtime.model", "wire"))
_READ_ONLY = Name("READ_ONLY", Import("._runtime.model", "READ_ONLY"))
_ADDITIONAL = Import("._runtime.additional", "AdditionalProperties")
_TYPE_ALIAS = Import("typing", "TypeAlias")
_TYPED_DICT = Import("typing", "TypedDict")
_REQUIRED = Name("Required", Import("typing", "Required"))


class TypeModules:
    """Declares the types of one `Api`, module by module."""

    def __init__(
        self, api: Api, names: Names, arrangement: Arrangement, types: TypeWriter
    ) -> None:
        self._api = api
        self._names = names
        self._homes = arrangement.types
        self._sent = arrangement.sent
        self._read = arrangement.read
        self._pages = arrangement.pages
        self._types = types

    def modules(self) -> Iterator[TypesModule]:
        """Every module of types, those with nothing to declare left out."""
        members: dict[str, list[Definition]] = {}
        for definition in self._api.definitions.values():
            if not self._types.is_inlined(definition):
                members.setdefault(self._homes[definition.id], []).append(definition)
        for home, definitions in members.items():
            yield self._module(home, definitions)

    def _module(self, home: str, definitions: list[Definition]) -> TypesModule:
        package, _, name = home.partition(".")
        ordered = sorted(definitions, key=lambda each: self._order(each, name))
        declarations = [d for each in ordered for d in self._declarations(each)]
        needed: set[Import] = set()
        typing_only: set[Import] = set()
        for declaration in declarations:
            needed |= _needed(declaration)
            typing_only |= _typing_only(declaration)
        own = {each for each in typing_only if each.module == f".{home}"}
        return TypesModule(
            path=f"{package}/{name}.py",
            doc=self._doc(package, name, ordered),
            imports=import_block(package, needed - own, typing_only - own),
            declarations=tuple(declarations),
        )

    def _order(self, definition: Definition, module: str) -> tuple[object, ...]:
        """The one the module is named for first, the other classes by name, and then aliases."""
        name = self._names.types[definition.id]
        is_leader = definition.is_named and name.lower() == module.replace("_", "")
        return not is_leader, not isinstance(definition.type, Record), name

    def _doc(self, package: str, module: str, definitions: list[Definition]) -> str:
        if package == "inputs":
            return f"What calls of `operations.{module}` are given."
        first = self._names.types[definitions[0].id]
        if definitions[0].is_named:
            others = len(definitions) > 1
            return f"{first}{', and what only it has' if others else ''}."
        return "Answers of operations that no schema of the document names."

    def _declarations(self, definition: Definition) -> Iterator[TypeDeclaration]:
        name = self._names.types[definition.id]
        if not isinstance(definition.type, Record):
            value = self._types.alias_value(definition.type)
            is_sent = definition.id in self._sent
            doc = _told(definition, definition.description, is_sent)
            yield AliasDeclaration(name, value, doc)
            return
        yield self._model(definition, definition.type, name)
        if definition.id in self._sent:
            yield self._dict(definition.type, name)

    def _model(
        self, definition: Definition, record: Record, name: str
    ) -> ModelDeclaration:
        names = self._names.fields[definition.id]
        is_sent = definition.id in self._sent
        docs = [field_doc(field, is_sent) for field in record.fields]
        prose = definition.description or _fallback_doc(definition)
        # The first is apart from the class's docstring; the others where any has prose.
        return ModelDeclaration(
            name=name,
            base=self._base(definition, record),
            doc=_told(definition, prose, is_sent),
            fields=tuple(
                self._field(
                    field,
                    names[field.name],
                    self._left_out(definition),
                    definition.id in self._read,
                    doc,
                    not index or any(docs),
                )
                for index, (field, doc) in enumerate(
                    zip(record.fields, docs, strict=True)
                )
            ),
            additional=self._additional(record),
        )

    def _additional(self, record: Record) -> Expr | None:
        """The type of the properties that a record does not name, if that is told."""
        others = record.additional
        if others is None or others == Scalar("any"):
            return None
        return self._types.held(others)

    def _base(self, definition: Definition, record: Record) -> Expr:
        """`Model`, or for the answer of an operation that pages `Page` of its items."""
        items = self._pages.get(definition.id)
        if items is None:
            return _MODEL
        list_ = lists_of(record, self._api.definitions)[items]
        return Subscript(_PAGE, (Quoted(self._types.held(list_.items)),))

    def _left_out(self, definition: Definition) -> tuple[Expr, Expr]:
        """How an optional field says that it is absent: its type then, and its value.

        What is only sent has UNSET, as arguments have, and None is null. What is read, now or
        ever, has None for both: nobody should have to narrow twice.
        """
        if definition.place.role == "request":
            return UNSET_TYPE, UNSET
        return NONE, NONE

    def _field(
        self,
        field: Field,
        name: str,
        left_out: tuple[Expr, Expr],
        is_read: bool,
        doc: str,
        is_apart: bool,
    ) -> FieldDeclaration:
        """A field of a model; `is_read`: answers have it, so what is only sent may be absent."""
        annotation = self._types.held(field.type)
        default: Expr | None = None
        if field.required and field.read_only:
            default = _READ_ONLY
        elif not field.required or (field.write_only and is_read):
            annotation, default = choice([annotation, left_out[0]]), left_out[1]
        if name != field.name:
            arguments: list[tuple[str, Expr]] = [("", Text(field.name))]
            if default is not None:
                arguments.append(("default", default))
            default = Call(_WIRE, tuple(arguments))
        return FieldDeclaration(name, annotation, default, doc, is_apart)

    def _dict(self, record: Record, model_name: str) -> DictDeclaration:
        keys = []
        for field in record.fields:
            if field.read_only:
                continue
            annotation = self._types.given(field.type)
            if field.required:
                annotation = Subscript(_REQUIRED, (annotation,))
            keys.append(KeyDeclaration(field.name, annotation))
        name = dict_name(model_name)
        is_spelt = all(_is_class_key(key.name) for key in keys)
        call = Call(
            Name("TypedDict"),
            (
                ("", Text(name)),
                ("", Dict(tuple((key.name, _evaluated(key)) for key in keys))),
                ("total", Name("False")),
            ),
        )
        return DictDeclaration(
            name=name,
            # Its name says what it is; only an empty one needs something in its body.
            doc="" if keys else f"`{model_name}` as a plain mapping.",
            keys=tuple(keys),
            call=None if is_spelt else call,
        )


def field_doc(field: Field, is_sent: bool) -> str:
    """A property's own description, what holds for it, and that it is deprecated where it is."""
    return _told(field, field.description, is_sent)


def _told(what: Field | Definition, prose: str | None, is_sent: bool) -> str:
    return value_prose(
        prose, what.type, what.annotations, is_sent=is_sent, deprecated=what.deprecated
    )


def _fallback_doc(definition: Definition) -> str:
    """What a model is, where the document does not say: the schema or property it stands for."""
    place = definition.place
    owner = visible_name(place.owner)
    if definition.is_named:
        return f"The schema `{owner}`."
    if place.steps == ("response",):
        return f"The answer of `{owner}`."
    what = visible_name(".".join(place.steps))
    return f"`{what}` of `{owner}`."


def _evaluated(key: KeyDeclaration) -> Expr:
    """A key's annotation for the functional form, which evaluates it: its names in quotes."""
    match key.annotation:
        case Subscript(base, (inner,)) if base == _REQUIRED:
            return Subscript(base, (Text(flat(inner)),))
        case annotation:
            return Text(flat(annotation))


def _is_class_key(name: str) -> bool:
    """Whether a class body can spell the key: no keyword, nor a name that Python mangles."""
    return (
        name.isidentifier()
        and not keyword.iskeyword(name)
        and not name.startswith("__")
    )


def _needed(declaration: TypeDeclaration) -> set[Import]:
    """What must be imported for the declaration to run."""
    match declaration:
        case ModelDeclaration(base=base, fields=fields, additional=additional):
            defaults = [field.default for field in fields if field.default is not None]
            own = {_DECORATOR, *imports_of(base)}
            if additional is not None:
                own.add(_ADDITIONAL)
            return own.union(*(imports_of(each) for each in defaults))
        case AliasDeclaration(value=value):
            return {_TYPE_ALIAS, *imports_of(value)}
        case DictDeclaration(call=call):
            return {_TYPED_DICT, *(imports_of(call) if call else ())}


def _typing_only(declaration: TypeDeclaration) -> set[Import]:
    """What only the annotations of the declaration need."""
    match declaration:
        case ModelDeclaration(base=base, fields=fields, additional=additional):
            annotations = [field.annotation for field in fields]
            if additional is not None:
                annotations.append(additional)
            found = {i for each in annotations for i in imports_of(each)}
            return found.union(quoted_imports_of(base))
        case AliasDeclaration(value=value):
            return set(quoted_imports_of(value))
        case DictDeclaration(keys=keys):
            return {i for key in keys for i in imports_of(key.annotation)}
