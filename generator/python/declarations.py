"""What generated modules declare: the nodes that templates are given, one kind per kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from generator.python.expressions import Expr, Import


@dataclass(frozen=True, slots=True)
class FieldDeclaration:
    """A field of a model; `default` is None where it is required."""

    name: str
    annotation: Expr
    default: Expr | None
    doc: str
    # Whether an empty line sets it apart from what is above.
    is_apart: bool


@dataclass(frozen=True, slots=True)
class ModelDeclaration:
    """A dataclass."""

    template: ClassVar[str] = "model.j2"
    name: str
    doc: str
    fields: tuple[FieldDeclaration, ...]


@dataclass(frozen=True, slots=True)
class KeyDeclaration:
    """A key of a TypedDict: its name on the wire."""

    name: str
    annotation: Expr


@dataclass(frozen=True, slots=True)
class DictDeclaration:
    """A TypedDict; `call` is its functional form, for keys that Python cannot spell."""

    template: ClassVar[str] = "typed_dict.j2"
    name: str
    doc: str
    keys: tuple[KeyDeclaration, ...]
    call: Expr | None


@dataclass(frozen=True, slots=True)
class AliasDeclaration:
    """A type alias."""

    template: ClassVar[str] = "alias.j2"
    name: str
    value: Expr
    doc: str


TypeDeclaration: TypeAlias = ModelDeclaration | DictDeclaration | AliasDeclaration


@dataclass(frozen=True, slots=True)
class ArgumentDeclaration:
    """An argument of an operation function; `default` is None where it is required."""

    name: str
    annotation: Expr
    default: Expr | None
    doc: str


@dataclass(frozen=True, slots=True)
class FunctionDeclaration:
    """An operation: its function, the function's async twin, and the constant it calls with."""

    name: str
    async_name: str
    summary: str
    doc: str
    positional: tuple[ArgumentDeclaration, ...]
    keyword: tuple[ArgumentDeclaration, ...]
    returns: Expr
    constant: str
    constant_type: Expr
    endpoint: Expr


# `from` imports, grouped: each module with the names it gives, both in order.
ImportGroup: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Imports:
    """What a module imports: from the standard library and from the client, to run or for types."""

    standard: ImportGroup
    local: ImportGroup
    typing_standard: ImportGroup
    typing_local: ImportGroup

    @property
    def are_apart(self) -> bool:
        """Whether an empty line divides the standard library's from the client's own."""
        return bool(self.standard and self.local)

    @property
    def are_typing_only_apart(self) -> bool:
        return bool(self.typing_standard and self.typing_local)

    @property
    def has_typing_only(self) -> bool:
        return bool(self.typing_standard or self.typing_local)


@dataclass(frozen=True, slots=True)
class TypesModule:
    """A module of `models` or `inputs`."""

    path: str
    doc: str
    imports: Imports
    declarations: tuple[TypeDeclaration, ...]

    @property
    def is_led_by_class(self) -> bool:
        """Whether two empty lines go after the imports, as they do before a class."""
        return not isinstance(self.declarations[0], AliasDeclaration)


@dataclass(frozen=True, slots=True)
class OperationsModule:
    """A module of `operations`."""

    path: str
    doc: str
    imports: Imports
    functions: tuple[FunctionDeclaration, ...]


@dataclass(frozen=True, slots=True)
class PackageModule:
    """The `__init__` of a package that hands on names from its modules when they are asked for."""

    path: str
    doc: str
    # Each module with its names, both in order.
    modules: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ClientModule:
    """`client.py`: the two clients and what they know of the API."""

    path: str
    doc: str
    imports: Imports
    api: Expr
    sync_doc: str
    async_doc: str


@dataclass(frozen=True, slots=True)
class RootModule:
    """`__init__.py` of the client itself."""

    path: str
    doc: str
    modules: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Readme:
    """`README.md` of the client."""

    path: str
    title: str
    # A first call, as Python text.
    example: str
    resources: tuple[tuple[str, tuple[FunctionDeclaration, ...]], ...]


@dataclass(frozen=True, slots=True)
class VerbatimFile:
    """A file that is the same in every client: a module of the runtime, or `py.typed`."""

    path: str
    content: bytes


Module: TypeAlias = (
    TypesModule
    | OperationsModule
    | PackageModule
    | ClientModule
    | RootModule
    | Readme
    | VerbatimFile
)


def import_block(
    package: str,
    needed: set[Import],
    typing_only: set[Import],
) -> Imports:
    """The imports of a module in `package` ("" for the client's root), each once and sorted."""
    typing_only = typing_only - needed
    if typing_only:
        needed = needed | {Import("typing", "TYPE_CHECKING")}
    return Imports(
        standard=_group(package, {each for each in needed if not _is_local(each)}),
        local=_group(package, {each for each in needed if _is_local(each)}),
        typing_standard=_group(
            package, {each for each in typing_only if not _is_local(each)}
        ),
        typing_local=_group(package, {each for each in typing_only if _is_local(each)}),
    )


def _is_local(each: Import) -> bool:
    return each.module.startswith(".")


def _group(package: str, imports: set[Import]) -> ImportGroup:
    names: dict[str, list[str]] = {}
    for each in imports:
        names.setdefault(_relative(each.module, package), []).append(each.name)
    return tuple(
        (module, tuple(sorted(names[module], key=_name_order)))
        for module in sorted(names, key=_import_order)
    )


def _relative(module: str, package: str) -> str:
    """`.models.customer` as a module in `package` spells it: `.customer`, `..models.customer`."""
    if not module.startswith(".") or not package:
        return module
    inside = f".{package}."
    return f".{module[len(inside):]}" if module.startswith(inside) else f".{module}"


def _name_order(name: str) -> tuple[bool, bool, str]:
    """Constants, then classes, then functions, each by name."""
    return not name.isupper(), not name[:1].isupper(), name


def _import_order(module: str) -> tuple[int, str]:
    """Modules farther up before nearer ones, then by name."""
    dots = len(module) - len(module.lstrip("."))
    return -dots, module
