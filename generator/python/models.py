"""Modules of `models` and `inputs`: a dataclass, TypedDict or alias for each definition."""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from generator.ir.api import Api
from generator.ir.page_shape import list_at
from generator.ir.types import Definition, Field, Record, Ref, Scalar
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
from generator.python.documentation import value_documentation
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
from generator.python.formats import ACCEPTED_TYPE_NAMES
from generator.python.imports import import_block
from generator.python.prose import visible_name
from generator.python.runtime_names import runtime_import, runtime_name
from generator.python.types import UNSET, UNSET_TYPE, TypeWriter

_MODEL = runtime_name("Model")
# Qualified by its module, since the document may declare a `Page` of its own.
_PAGE = Name("pages.Page", runtime_import("page", "page as pages"))
_DECORATOR = runtime_import("model")
_WIRE = runtime_name("wire")
_READ_ONLY = runtime_name("READ_ONLY")
_ADDITIONAL = runtime_import("AdditionalProperties")
_TYPE_ALIAS = Import("typing", "TypeAlias")
_TYPED_DICT = Import("typing", "TypedDict")
_REQUIRED = Name("Required", Import("typing", "Required"))


class ModelModules:
    """Declares the types of one `Api`, module by module."""

    def __init__(
        self, api: Api, names: Names, arrangement: Arrangement, types: TypeWriter
    ) -> None:
        self._api = api
        self._names = names
        self._modules = arrangement.types
        self._sent = arrangement.sent
        self._read = arrangement.read
        self._pages = arrangement.pages
        self._types = types

    def modules(self) -> Iterator[TypesModule]:
        """Yield the modules of all types, except of those that are written inline."""
        members: dict[str, list[Definition]] = {}
        for definition in self._api.definitions.values():
            if not self._types.is_inlined(definition):
                module = self._modules[definition.id]
                members.setdefault(module, []).append(definition)
        for module, definitions in members.items():
            yield self._module(module, definitions)

    def _module(self, module: str, definitions: list[Definition]) -> TypesModule:
        package, _, name = module.partition(".")
        ordered = sorted(
            definitions, key=lambda definition: self._order(definition, name)
        )
        declarations = [
            declaration
            for definition in ordered
            for declaration in self._declarations(definition)
        ]
        needed: set[Import] = set()
        typing_only: set[Import] = set()
        for declaration in declarations:
            needed |= _needed(declaration)
            typing_only |= _typing_only(declaration)
        own = {import_ for import_ in typing_only if import_.module == f".{module}"}
        return TypesModule(
            path=f"{package}/{name}.py",
            doc=self._doc(package, name, ordered),
            imports=import_block(package, needed - own, typing_only - own),
            declarations=tuple(declarations),
        )

    def _order(self, definition: Definition, module: str) -> tuple[object, ...]:
        """Sort the type that the module is named after, then classes, then aliases."""
        name = self._names.types[definition.id]
        is_leader = definition.is_named and name.lower() == module.replace("_", "")
        return not is_leader, not isinstance(definition.type, Record), name

    def _doc(self, package: str, module: str, definitions: list[Definition]) -> str:
        if package == "inputs":
            return f"Request models of `operations.{module}`."
        first = self._names.types[definitions[0].id]
        if definitions[0].is_named:
            others = len(definitions) > 1
            return f"`{first}`{' and types that only it uses' if others else ''}."
        return "Responses without a named schema in the document."

    def _declarations(self, definition: Definition) -> Iterator[TypeDeclaration]:
        name = self._names.types[definition.id]
        if not isinstance(definition.type, Record):
            value = self._types.alias_value(definition.type)
            is_sent = definition.id in self._sent
            doc = _documentation(definition, definition.description, is_sent)
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
        # An empty line follows the class's docstring, and each field if any is documented.
        return ModelDeclaration(
            name=name,
            base=self._base(definition),
            doc=_documentation(definition, prose, is_sent),
            fields=tuple(
                self._field(
                    field,
                    names[field.name],
                    self._absence(definition),
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
        """Return the annotation of additional properties, if the schema restricts it."""
        additional = record.additional
        if additional is None or additional == Scalar("any"):
            return None
        return self._types.model_annotation(additional)

    def _base(self, definition: Definition) -> Expr:
        """Return `Model`, or `Page` of its items for the response of a paged operation."""
        items = self._pages.get(definition.id)
        if items is None:
            return _MODEL
        list_ = list_at(Ref(definition.id), items, self._api.definitions)
        assert list_ is not None  # guaranteed by the rule
        return Subscript(_PAGE, (Quoted(self._types.model_annotation(list_.items)),))

    def _absence(self, definition: Definition) -> tuple[Expr, Expr]:
        """Return the annotation and the value of an optional field that is absent.

        Types used only in requests have UNSET, as arguments do, so that None is null. Types read
        from responses have None for both, so that callers need to narrow only once.
        """
        if definition.location.role == "request":
            return UNSET_TYPE, UNSET
        return NONE, NONE

    def _field(
        self,
        field: Field,
        name: str,
        absence: tuple[Expr, Expr],
        is_read: bool,
        doc: str,
        is_apart: bool,
    ) -> FieldDeclaration:
        """Declare a field; if `is_read`, responses lack its value if it is `writeOnly`."""
        annotation = self._types.model_annotation(field.type)
        default: Expr | None = None
        if field.required and field.read_only:
            default = _READ_ONLY
        elif not field.required or (field.write_only and is_read):
            annotation, default = choice([annotation, absence[0]]), absence[1]
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
            annotation = self._types.accepted_annotation(field.type, field.constraints)
            if field.required:
                annotation = Subscript(_REQUIRED, (annotation,))
            keys.append(KeyDeclaration(field.name, annotation))
        name = dict_name(model_name)
        # In the class form, a key named like an imported type would shadow it.
        has_class_form = all(
            _is_class_key(key.name) and key.name not in ACCEPTED_TYPE_NAMES
            for key in keys
        )
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
            # A class body may not be empty.
            doc="" if keys else f"`{model_name}` as a plain mapping.",
            keys=tuple(keys),
            call=None if has_class_form else call,
        )


def field_doc(field: Field, is_sent: bool) -> str:
    """Return the documentation of a property: description, constraints and deprecation."""
    return _documentation(field, field.description, is_sent)


def _documentation(
    value: Field | Definition, description: str | None, is_sent: bool
) -> str:
    return value_documentation(
        description,
        value.type,
        value.constraints,
        is_sent=is_sent,
        deprecated=value.deprecated,
    )


def _fallback_doc(definition: Definition) -> str:
    """Name the schema or property of a model that has no description."""
    place = definition.location
    owner = visible_name(place.owner)
    if definition.is_named:
        return f"The schema `{owner}`."
    if place.steps == ("response",):
        return f"The response of `{owner}`."
    path = visible_name(".".join(place.steps))
    return f"`{path}` of `{owner}`."


def _evaluated(key: KeyDeclaration) -> Expr:
    """Quote a key's annotation, since the functional form of a TypedDict evaluates it."""
    match key.annotation:
        case Subscript(base, (inner,)) if base == _REQUIRED:
            return Subscript(base, (Text(flat(inner)),))
        case annotation:
            return Text(flat(annotation))


def _is_class_key(name: str) -> bool:
    """Whether the class form can declare the key: no keyword, nor a name that is mangled."""
    return (
        name.isidentifier()
        and not keyword.iskeyword(name)
        and not name.startswith("__")
    )


def _needed(declaration: TypeDeclaration) -> set[Import]:
    """Return what a declaration imports at run time."""
    match declaration:
        case ModelDeclaration(base=base, fields=fields, additional=additional):
            defaults = [field.default for field in fields if field.default is not None]
            own = {_DECORATOR, *imports_of(base)}
            if additional is not None:
                own.add(_ADDITIONAL)
            return own.union(*map(imports_of, defaults))
        case AliasDeclaration(value=value):
            return {_TYPE_ALIAS, *imports_of(value)}
        case DictDeclaration(call=call):
            return {_TYPED_DICT, *(imports_of(call) if call else ())}


def _typing_only(declaration: TypeDeclaration) -> set[Import]:
    """Return what a declaration imports for type checkers only."""
    match declaration:
        case ModelDeclaration(base=base, fields=fields, additional=additional):
            annotations = [field.annotation for field in fields]
            if additional is not None:
                annotations.append(additional)
            return {
                import_
                for annotation in annotations
                for import_ in imports_of(annotation)
            }.union(quoted_imports_of(base))
        case AliasDeclaration(value=value):
            return set(quoted_imports_of(value))
        case DictDeclaration(keys=keys):
            return {import_ for key in keys for import_ in imports_of(key.annotation)}
