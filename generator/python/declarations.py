"""What generated modules declare: the nodes that templates are given, one kind per kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from generator.python.error_declarations import ErrorDeclaration as ErrorDeclaration
from generator.python.error_declarations import ErrorsModule as ErrorsModule
from generator.python.expressions import Expr
from generator.python.imports import Imports
from generator.python.readme_declarations import IndexEntry as IndexEntry
from generator.python.readme_declarations import Readme as Readme


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
    base: Expr
    doc: str
    fields: tuple[FieldDeclaration, ...]
    # The type of the properties that it does not name, where the document gives them one.
    additional: Expr | None = None


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
    # Why it should not be called any more; empty where it may be.
    deprecation: str
    positional: tuple[ArgumentDeclaration, ...]
    keyword: tuple[ArgumentDeclaration, ...]
    returns: Expr
    constant: str
    constant_type: Expr
    endpoint: Expr


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

    @property
    def has_deprecated(self) -> bool:
        """Whether the module itself mentions what it tells others not to use."""
        return any(each.deprecation for each in self.functions)


@dataclass(frozen=True, slots=True)
class PackageModule:
    """The `__init__` of a package that hands on names from its modules when they are asked for."""

    path: str
    doc: str
    has_deprecated: bool
    # Each module with its names, both in order.
    modules: tuple[tuple[str, tuple[str, ...]], ...]
    # The module of the runtime that loads them.
    loader: str = ".._runtime.client.lazy_imports"


@dataclass(frozen=True, slots=True)
class ClientModule:
    """`client.py`: the two clients and what they know of the API."""

    path: str
    doc: str
    imports: Imports
    api: Expr
    # The runtime's classes that the two clients derive from.
    sync_base: str
    async_base: str
    sync_doc: str
    async_doc: str
    resources: tuple[ChildDeclaration, ...]
    async_resources: tuple[ChildDeclaration, ...]


@dataclass(frozen=True, slots=True)
class CredentialsModule:
    """`credentials.py`: a class with an argument for each security scheme, where one is too few."""

    path: str
    doc: str
    imports: Imports
    class_doc: str
    arguments: tuple[ArgumentDeclaration, ...]


@dataclass(frozen=True, slots=True)
class ServerDeclaration:
    """A function that gives a server, with an argument for each variable in its URL."""

    name: str
    doc: str
    arguments: tuple[ArgumentDeclaration, ...]
    value: Expr


@dataclass(frozen=True, slots=True)
class ServersModule:
    """`servers.py`: the servers of the API, where there is something to choose."""

    path: str
    doc: str
    imports: Imports
    servers: tuple[ServerDeclaration, ...]


@dataclass(frozen=True, slots=True)
class RootModule:
    """`__init__.py` of the client itself."""

    path: str
    doc: str
    modules: tuple[tuple[str, tuple[str, ...]], ...]
    # The modules of a shared runtime, by their full names.
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()
    loader: str = "._runtime.client.lazy_imports"

    @property
    def has_shared(self) -> bool:
        """Whether the client uses a runtime outside of its folder."""
        return bool(self.shared)


@dataclass(frozen=True, slots=True)
class MethodDeclaration:
    """A method of a resource: the operation function that it is, as its module spells it."""

    name: str
    function: str
    spelt: str


@dataclass(frozen=True, slots=True)
class ChildDeclaration:
    """A resource that is an attribute of a client or of another resource, loaded when asked for."""

    name: str
    module: str
    type_name: str


@dataclass(frozen=True, slots=True)
class ResourceDeclaration:
    """A resource class."""

    name: str
    is_async: bool
    doc: str
    methods: tuple[MethodDeclaration, ...]
    children: tuple[ChildDeclaration, ...]


@dataclass(frozen=True, slots=True)
class ResourcesModule:
    """A module of `resources`: a resource, and its async twin."""

    path: str
    doc: str
    has_deprecated: bool
    imports: Imports
    resources: tuple[ResourceDeclaration, ...]


@dataclass(frozen=True, slots=True)
class OptionsModule:
    """`options.py`: what a single call can be told beside its arguments."""

    path: str
    doc: str
    imports: Imports
    options: tuple[KeyDeclaration, ...]


@dataclass(frozen=True, slots=True)
class WebhookDeclaration:
    """What reads a request that the API sends: a constant that can be called."""

    name: str
    annotation: Expr
    reader: Expr
    doc: str


@dataclass(frozen=True, slots=True)
class WebhooksModule:
    """`webhooks.py`: what the API sends by itself."""

    path: str
    doc: str
    imports: Imports
    webhooks: tuple[WebhookDeclaration, ...]


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
    | CredentialsModule
    | ErrorsModule
    | OptionsModule
    | ResourcesModule
    | RootModule
    | ServersModule
    | WebhooksModule
    | Readme
    | VerbatimFile
)
