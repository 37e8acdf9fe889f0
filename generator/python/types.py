"""Annotations for the types of an `Api`: of model fields, arguments and return values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from generator.ir.api import Api, BodyKind, Response
from generator.ir.constraints import Constraints
from generator.ir.reachability import referenced_types
from generator.ir.types import (
    NEVER,
    Array,
    Definition,
    Enum,
    Map,
    Nullable,
    Record,
    Ref,
    Scalar,
    ScalarKind,
    Tuple,
    Type,
    TypeId,
    Union,
    UnionDiscriminator,
)
from generator.naming.names import Names
from generator.naming.type_names import dict_name
from generator.python.expressions import (
    NONE,
    Call,
    Choice,
    Dict,
    Expr,
    Import,
    Name,
    Quoted,
    Subscript,
    Text,
    choice,
)
from generator.python.formats import (
    ACCEPTED_TYPES,
    FILE,
    FORMATS,
    PLAIN,
    has_declared_format,
)
from generator.python.runtime_names import runtime_name

UNSET = runtime_name("UNSET")
UNSET_TYPE = runtime_name("Unset")
LITERAL = Name("Literal", Import("typing", "Literal"))
# Aliases that the annotation of one argument expands, in total and inside of each other. Two
# aliases with two references each expand to four, thirty of them to a billion.
_MAX_EXPANDED_ALIASES = 200
_MAX_ALIASES_INSIDE = 20
# Anonymous enums up to this width are written inline, without an alias.
_INLINE_WIDTH = 40
_FILE = Scalar("string", "binary")
_STRING = Scalar("string")
_STRINGS = Array(_STRING)
# Type checkers reject larger integers in a `Literal`.
_LARGEST = 2**63
# String formats that models hold as `str`.
_HELD_PLAIN = (None, "binary", "http-date")
_HTTP_DATE = Scalar("string", "http-date")


class _Expansion:
    """The aliases that are being expanded in one annotation, and how many may still be."""

    def __init__(self) -> None:
        self._inside: list[TypeId] = []
        self._left = _MAX_EXPANDED_ALIASES

    @contextmanager
    def of(self, id_: TypeId) -> Iterator[bool]:
        """Yield whether to expand an alias, instead of naming it, in the block."""
        is_expanded = (
            id_ not in self._inside
            and self._left > 0
            and len(self._inside) < _MAX_ALIASES_INSIDE
        )
        if not is_expanded:
            yield False
            return
        self._left -= 1
        self._inside.append(id_)
        try:
            yield True
        finally:
            self._inside.pop()


class TypeWriter:
    """Writes the annotations of one `Api`."""

    def __init__(self, api: Api, names: Names, modules: Mapping[TypeId, str]) -> None:
        """`modules` maps each definition to its module, relative to the client's root."""
        self._api = api
        self._names = names
        self._modules = modules
        self._needing_declaration = {
            in_json: _definitions_with_declared_formats(api, in_json)
            for in_json in (False, True)
        }
        # Names that annotations of arguments cannot import.
        self._taken = frozenset(names.types.values())

    def is_inlined(self, definition: Definition) -> bool:
        """Whether a definition is an anonymous enum short enough to be written inline."""
        if definition.is_named or not isinstance(definition.type, Enum):
            return False
        width = sum(len(repr(value)) + 2 for value in definition.type.values)
        return width <= _INLINE_WIDTH

    def name_of(self, id_: TypeId) -> Name:
        """Return the class or alias of a definition, with its import."""
        name = self._names.types[id_]
        return Name(name, Import(f".{self._modules[id_]}", name))

    def dict_name_of(self, id_: TypeId) -> Name:
        """Return the TypedDict of a record, with its import."""
        name = dict_name(self._names.types[id_])
        return Name(name, Import(f".{self._modules[id_]}", name))

    def model_annotation(self, type_: Type) -> Expr:
        """Return the annotation of a model field or a return value."""
        match type_:
            case Scalar(kind, format_):
                known = FORMATS.get((kind, format_ or ""))
                return known[0] if known else PLAIN[kind]
            case Enum(values):
                return open_literal(values)
            case Array(items):
                return Subscript(Name("list"), (self.model_annotation(items),))
            case Tuple(items):
                return Subscript(
                    Name("tuple"), tuple(map(self.model_annotation, items))
                )
            case Map(values):
                return Subscript(
                    Name("dict"), (Name("str"), self.model_annotation(values))
                )
            case Nullable(inner):
                return choice([self.model_annotation(inner), NONE])
            case Union(members, discriminator):
                union = choice(
                    [self.model_annotation(member) for member in distinct(members)]
                )
                return discriminated(union, discriminator, self._names)
            case Ref(id_):
                definition = self._api.definitions[id_]
                if self.is_inlined(definition):
                    return self.model_annotation(definition.type)
                return self.name_of(id_)
        raise AssertionError("a record is a definition, which others mention by a Ref")

    def argument_annotation(self, type_: Type) -> Expr:
        """Return the annotation of an argument.

        It is wider than that of a model field: TypedDicts beside models, any sequence or mapping.
        Aliases are expanded, except for recursive ones and those beyond a limit.
        """
        return self._argument_annotation(type_, _Expansion())

    def _argument_annotation(self, type_: Type, expansion: _Expansion) -> Expr:
        match type_:
            case Scalar(kind, format_):
                known = FORMATS.get((kind, format_ or ""))
                return known[1] if known else PLAIN[kind]
            case Array(items):
                return Subscript(
                    _abc("Sequence"), (self._argument_annotation(items, expansion),)
                )
            case Tuple(items):
                arguments = tuple(
                    self._argument_annotation(item, expansion) for item in items
                )
                return Subscript(Name("tuple"), arguments)
            case Map(values):
                return Subscript(
                    _abc("Mapping"),
                    (Name("str"), self._argument_annotation(values, expansion)),
                )
            case Nullable(inner):
                return choice([self._argument_annotation(inner, expansion), NONE])
            case Union(members):
                accepted = distinct(members, is_argument=True)
                return choice(
                    [
                        self._argument_annotation(member, expansion)
                        for member in accepted
                    ]
                )
            case Ref(id_):
                definition = self._api.definitions[id_]
                if isinstance(definition.type, Record):
                    return Choice((self.name_of(id_), self.dict_name_of(id_)))
                if isinstance(definition.type, Enum):
                    return self.model_annotation(type_)
                with expansion.of(id_) as is_expanded:
                    if is_expanded:
                        return self._argument_annotation(definition.type, expansion)
                return self.model_annotation(type_)
            case _:
                return self.model_annotation(type_)

    def accepted_annotation(self, type_: Type, constraints: Constraints | None) -> Expr:
        """Return the annotation of an argument, which also accepts what its format stands for.

        Example:
            string, format uuid    →    UUID | str
        """
        annotation = self.argument_annotation(type_)
        if constraints is None:
            return annotation
        if type_ in (_STRING, Nullable(_STRING)):
            return self._with_accepted_type(annotation, constraints.format)
        if type_ == _STRINGS:
            items = self._with_accepted_type(PLAIN["string"], constraints.item_format)
            return Subscript(_abc("Sequence"), (items,))
        return annotation

    def _with_accepted_type(self, annotation: Expr, format_: str | None) -> Expr:
        accepted = ACCEPTED_TYPES.get(format_ or "")
        if accepted is None or accepted.text in self._taken:
            return annotation
        return choice([accepted, annotation])

    def body_annotation(
        self, kind: BodyKind, type_: Type, constraints: Constraints | None = None
    ) -> Expr:
        """Return the annotation of a body argument: in multipart, binary strings are files."""
        if kind == "binary":
            return FILE
        if kind != "multipart" or not self.is_file(type_):
            return self.accepted_annotation(type_, constraints)
        return self._file_annotation(type_)

    def _file_annotation(self, type_: Type, aliases: int = 0) -> Expr:
        match type_:
            case Array(items):
                return Subscript(
                    _abc("Sequence"), (self._file_annotation(items, aliases),)
                )
            case Nullable(inner):
                return choice([self._file_annotation(inner, aliases), NONE])
            case Ref() if aliases == _MAX_ALIASES_INSIDE:
                return PLAIN["any"]
            case Ref(id_):
                alias = self._api.definitions[id_]
                return self._file_annotation(alias.type, aliases + 1)
            case _:
                return FILE

    def is_file(self, type_: Type) -> bool | None:
        """Return whether a property of a multipart body is a file or a list of files.

        None if it may be a file or something else.
        """
        results: set[bool | None] = set()
        visited: set[TypeId] = set()
        expanding: set[TypeId] = set()
        # The types to visit; an alias is there a second time, to end its expansion.
        pending = [(type_, False)]
        while pending:
            match pending.pop():
                case Ref(id_), True:
                    expanding.discard(id_)
                case Ref(id_), _ if id_ in expanding:
                    results.add(False)
                case Ref(id_), _ if id_ not in visited:
                    visited.add(id_)
                    expanding.add(id_)
                    inner = self._api.definitions[id_].type
                    pending += [(Ref(id_), True), (inner, False)]
                case Ref(), _:
                    pass
                case Scalar("any"), _:
                    results.add(None)
                case (Nullable(inner) | Array(inner)), _:
                    pending.append((inner, False))
                case Union(members), _:
                    pending.extend((member, False) for member in members)
                case other, _:
                    results.add(other == _FILE)
        return results.pop() if len(results) == 1 else None

    def return_annotation(self, response: Response) -> Expr:
        """Return the annotation of the value that a call returns for `response`."""
        if response.type is None:
            return NONE
        if response.type == _FILE:
            return Name("bytes")
        if self._is_never(response.type):
            # A function annotated with `Never` does not return, but this one may.
            return PLAIN["any"]
        return self.model_annotation(response.type)

    def _is_never(self, type_: Type) -> bool:
        while isinstance(type_, Ref):
            type_ = self._api.definitions[type_.id].type
        return type_ == NEVER

    def alias_value(self, type_: Type) -> Expr:
        """Return the value of a type alias, with the client's classes quoted.

        The value is evaluated at run time, when those classes are not imported.
        """
        return _quoted(self.model_annotation(type_))

    def declared_type(self, type_: Type, *, in_json: bool = False) -> Expr | None:
        """Return the annotation that the encoder needs to serialize an argument.

        None if the Python value alone determines its serialization. `in_json`: whether the argument
        is written as JSON.
        """
        if type_ in (_HTTP_DATE, Nullable(_HTTP_DATE)):
            return runtime_name("HttpDate")
        needs_declaring = has_declared_format(type_, in_json=in_json) or any(
            id_ in self._needing_declaration[in_json] for id_ in referenced_types(type_)
        )
        return self.model_annotation(type_) if needs_declaring else None


def open_literal(values: tuple[str | int | float | bool, ...]) -> Expr:
    """Return `Literal["a", "b"] | str`: known values, and the type of values added later.

    A single value is a constant and stays closed, so that it can discriminate a union. A `Literal`
    cannot hold floats (PEP 586) or integers beyond 64 bits: those become `float` and `int`.
    """
    python_types = list(dict.fromkeys(type(value) for value in values))
    literals = tuple(_literal(value) for value in values if _fits_literal(value))
    known: list[Expr] = [Subscript(LITERAL, literals)] if literals else []
    if len(values) == 1 and literals:
        return known[0]
    if python_types == [bool]:
        return Name("bool")
    return choice([*known, *(Name(type_.__name__) for type_ in python_types)])


def _fits_literal(value: str | int | float | bool) -> bool:
    match value:
        case float():
            return False
        case int():
            return abs(value) < _LARGEST
        case _:
            return True


def distinct(members: tuple[Type, ...], is_argument: bool = False) -> list[Type]:
    """Return `members` without enums whose values another member includes.

    A `date` member of a model includes no strings; as an argument (`is_argument`) it does.
    """
    plain = {
        member.kind
        for member in members
        if isinstance(member, Scalar)
        and (member.format in _HELD_PLAIN or (is_argument and member.format != "int64"))
    }
    return [
        member
        for member in members
        if not (
            isinstance(member, Enum)
            and {_scalar_kind(value) for value in member.values} <= plain
        )
    ]


def _scalar_kind(value: str | int | float | bool) -> ScalarKind:
    match value:
        case bool():
            return "boolean"
        case str():
            return "string"
        case int():
            return "integer"
        case _:
            return "number"


def _literal(value: str | int | bool | float) -> Expr:
    return Text(value) if isinstance(value, str) else Name(repr(value))


def discriminated(
    union: Expr, discriminator: UnionDiscriminator | None, names: Names
) -> Expr:
    """Return `Annotated[Cat | Dog, Discriminator("kind", {"cat": "Cat", "dog": "Dog"})]`.

    A `union` without discriminator is returned unchanged.
    """
    if discriminator is None:
        return union
    mapping = Dict(
        tuple((value, Text(names.types[id_])) for value, id_ in discriminator.mapping)
    )
    other = discriminator.default
    default = [("", Text(names.types[other]))] if other is not None else []
    marker = Call(
        runtime_name("Discriminator"),
        (("", Text(discriminator.property_name)), ("", mapping), *default),
    )
    return Subscript(Name("Annotated", Import("typing", "Annotated")), (union, marker))


def _abc(name: str) -> Name:
    return Name(name, Import("collections.abc", name))


def _quoted(expr: Expr) -> Expr:
    """Quote the client's own types in `expr`, and replace `|` between them by `Union[…]`."""
    match expr:
        case Name(_, source) if source is not None and _is_model(source):
            return Quoted(expr)
        case Subscript(base, arguments):
            return Subscript(base, tuple(map(_quoted, arguments)))
        case Choice(members):
            quoted = tuple(map(_quoted, members))
            if quoted == members:
                return expr
            return Subscript(Name("Union", Import("typing", "Union")), quoted)
        case _:
            return expr


def _is_model(source: Import) -> bool:
    return source.module.startswith((".models.", ".inputs."))


def _definitions_with_declared_formats(api: Api, in_json: bool) -> set[TypeId]:
    """Return the definitions that contain a declared format, at any depth."""
    users: dict[TypeId, list[TypeId]] = {}
    for definition in api.definitions.values():
        for id_ in referenced_types(definition.type):
            users.setdefault(id_, []).append(definition.id)
    reached: set[TypeId] = set()
    pending = [
        definition.id
        for definition in api.definitions.values()
        if has_declared_format(definition.type, in_json=in_json)
    ]
    while pending:
        id_ = pending.pop()
        if id_ not in reached:
            reached.add(id_)
            pending += users.get(id_, [])
    return reached
