"""Types of an `Api` as Python annotations: as models are read, and as arguments are given."""

from __future__ import annotations

from collections.abc import Mapping

from generator.ir.api import Api, BodyKind, Response
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
    Tuple,
    Type,
    TypeId,
    Union,
)
from generator.naming.names import Names
from generator.naming.type_names import dict_name
from generator.python.discriminators import discriminated
from generator.python.expressions import (
    NONE,
    Choice,
    Expr,
    Import,
    Name,
    Quoted,
    Subscript,
    choice,
)
from generator.python.formats import FILE, FORMATS, PLAIN, has_declared_format
from generator.python.literals import distinct, open_literal
from generator.python.runtime_names import runtime_name

UNSET = runtime_name("UNSET")
UNSET_TYPE = runtime_name("Unset")
# An inline enum no longer than this is spelt out where it stands instead of getting a name.
_INLINE_WIDTH = 40
_FILE = Scalar("string", "binary")


class TypeWriter:
    """Writes the annotations of one `Api`; `homes` says which module each definition is in."""

    def __init__(self, api: Api, names: Names, homes: Mapping[TypeId, str]) -> None:
        self._api = api
        self._names = names
        self._homes = homes
        self._declared = _mentioning_declared_formats(api)

    def is_inlined(self, definition: Definition) -> bool:
        """Whether a definition is an enum short enough to be spelt out where it is used."""
        if definition.is_named or not isinstance(definition.type, Enum):
            return False
        width = sum(len(repr(value)) + 2 for value in definition.type.values)
        return width <= _INLINE_WIDTH

    def name_of(self, id_: TypeId) -> Name:
        """The class or alias of a definition, with its import."""
        name = self._names.types[id_]
        return Name(name, Import(f".{self._homes[id_]}", name))

    def dict_name_of(self, id_: TypeId) -> Name:
        """The TypedDict that goes with a record, with its import."""
        name = dict_name(self._names.types[id_])
        return Name(name, Import(f".{self._homes[id_]}", name))

    def held(self, type_: Type) -> Expr:
        """The annotation of a model's field or a returned value."""
        match type_:
            case Scalar(kind, format_):
                known = FORMATS.get((kind, format_ or ""))
                return known[0] if known else PLAIN[kind]
            case Enum(values):
                return open_literal(values)
            case Array(items):
                return Subscript(Name("list"), (self.held(items),))
            case Tuple(items):
                return Subscript(Name("tuple"), tuple(map(self.held, items)))
            case Map(values):
                return Subscript(Name("dict"), (Name("str"), self.held(values)))
            case Nullable(inner):
                return choice([self.held(inner), NONE])
            case Union(members, discriminator):
                union = choice([self.held(member) for member in distinct(members)])
                return discriminated(union, discriminator, self._names)
            case Ref(id_):
                definition = self._api.definitions[id_]
                if self.is_inlined(definition):
                    return self.held(definition.type)
                return self.name_of(id_)
        raise AssertionError("a record is a definition, which others mention by a Ref")

    def given(self, type_: Type, inside: frozenset[TypeId] = frozenset()) -> Expr:
        """The annotation of an argument: mappings beside models, sequences for lists.

        `inside` are the aliases being spelt out already; one inside itself is named instead.
        """
        match type_:
            case Scalar(kind, format_):
                known = FORMATS.get((kind, format_ or ""))
                return known[1] if known else PLAIN[kind]
            case Array(items):
                return Subscript(_abc("Sequence"), (self.given(items, inside),))
            case Tuple(items):
                given = tuple(self.given(each, inside) for each in items)
                return Subscript(Name("tuple"), given)
            case Map(values):
                return Subscript(
                    _abc("Mapping"), (Name("str"), self.given(values, inside))
                )
            case Nullable(inner):
                return choice([self.given(inner, inside), NONE])
            case Union(members):
                given_members = distinct(members, is_given=True)
                return choice([self.given(each, inside) for each in given_members])
            case Ref(id_):
                definition = self._api.definitions[id_]
                if isinstance(definition.type, Record):
                    return Choice((self.name_of(id_), self.dict_name_of(id_)))
                if isinstance(definition.type, Enum) or id_ in inside:
                    return self.held(type_)
                return self.given(definition.type, inside | {id_})
            case _:
                return self.held(type_)

    def given_in(self, kind: BodyKind, type_: Type) -> Expr:
        """The annotation of a body argument: in multipart, binary strings are files."""
        if kind == "binary":
            return FILE
        if kind != "multipart" or not self.is_file(type_):
            return self.given(type_)
        return self._given_file(type_)

    def _given_file(self, type_: Type) -> Expr:
        match type_:
            case Array(items):
                return Subscript(_abc("Sequence"), (self._given_file(items),))
            case Nullable(inner):
                return choice([self._given_file(inner), NONE])
            case Ref(id_):
                return self._given_file(self._api.definitions[id_].type)
            case _:
                return FILE

    def is_file(
        self, type_: Type, inside: frozenset[TypeId] = frozenset()
    ) -> bool | None:
        """Whether a property of a multipart body is a file, or a list of them.

        None where it may be one. `inside` are the aliases that were looked into already.
        """
        match type_:
            case Scalar("any"):
                return None
            case Nullable(inner) | Array(inner):
                return self.is_file(inner, inside)
            case Union(members):
                found = {self.is_file(member, inside) for member in members}
                return found.pop() if len(found) == 1 else None
            case Ref(id_) if id_ not in inside:
                definition = self._api.definitions[id_]
                return self.is_file(definition.type, inside | {id_})
            case _:
                return type_ == _FILE

    def returned(self, response: Response) -> Expr:
        """The annotation of what a call gives back for one response."""
        if response.type is None:
            return NONE
        if response.type == _FILE:
            return Name("bytes")
        if self._is_never(response.type):
            # A function that gives back `Never` does not return; this one does, if anything comes.
            return PLAIN["any"]
        return self.held(response.type)

    def _is_never(self, type_: Type) -> bool:
        while isinstance(type_, Ref):
            type_ = self._api.definitions[type_.id].type
        return type_ == NEVER

    def alias_value(self, type_: Type) -> Expr:
        """The right side of a type alias: its classes are quoted, since it is evaluated."""
        return _quoted(self.held(type_))

    def declared(self, type_: Type) -> Expr | None:
        """The type an encoder must know to write an argument, None where the value tells it."""
        return self.held(type_) if self._needs_declaring(type_) else None

    def _needs_declaring(self, type_: Type) -> bool:
        return has_declared_format(type_) or any(
            id_ in self._declared for id_ in referenced_types(type_)
        )


def _abc(name: str) -> Name:
    return Name(name, Import("collections.abc", name))


def _quoted(expr: Expr) -> Expr:
    """`expr` with the client's own types in quotes, and `Union[…]` where `|` has one in it."""
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


def _mentioning_declared_formats(api: Api) -> set[TypeId]:
    """The definitions that have such a format in them, at any depth."""
    users: dict[TypeId, list[TypeId]] = {}
    for definition in api.definitions.values():
        for id_ in referenced_types(definition.type):
            users.setdefault(id_, []).append(definition.id)
    found: set[TypeId] = set()
    waiting = [
        definition.id
        for definition in api.definitions.values()
        if has_declared_format(definition.type)
    ]
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += users.get(id_, [])
    return found
