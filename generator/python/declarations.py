"""Declarations of a client: one frozen node per generated file, which a template lays out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from generator.python.expressions import Expr
from generator.python.imports import Imports


@dataclass(frozen=True, slots=True)
class FieldDeclaration:
    """A field of a model; `default` is None if the field is required."""

    name: str
    annotation: Expr
    default: Expr | None
    doc: str
    # Whether an empty line separates it from the line above.
    is_apart: bool


@dataclass(frozen=True, slots=True)
class ModelDeclaration:
    """A dataclass."""

    template: ClassVar[str] = "model.j2"
    name: str
    base: Expr
    doc: str
    fields: tuple[FieldDeclaration, ...]
    # The type of additional properties, if the schema restricts it.
    additional: Expr | None = None


@dataclass(frozen=True, slots=True)
class KeyDeclaration:
    """A key of a TypedDict, named as in the request."""

    name: str
    annotation: Expr


@dataclass(frozen=True, slots=True)
class DictDeclaration:
    """A TypedDict; `call` is its functional form, for keys that are not valid identifiers."""

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
    """An argument of a function; `default` is None if the argument is required."""

    name: str
    annotation: Expr
    default: Expr | None
    doc: str


@dataclass(frozen=True, slots=True)
class FunctionDeclaration:
    """An operation: its function, the async twin, and the endpoint constant they pass on.

    `is_paged` decides which kind of twin it has.
    """

    name: str
    async_name: str
    summary: str
    doc: str
    # The message of the deprecation warning; empty unless the operation is deprecated.
    deprecation: str
    positional: tuple[ArgumentDeclaration, ...]
    keyword: tuple[ArgumentDeclaration, ...]
    returns: Expr
    constant: str
    constant_type: Expr
    endpoint: Expr
    is_paged: bool = False


@dataclass(frozen=True, slots=True)
class TypesModule:
    """A module of `models` or `inputs`."""

    path: str
    doc: str
    imports: Imports
    declarations: tuple[TypeDeclaration, ...]

    @property
    def exports(self) -> tuple[str, ...]:
        """The names that the module declares, sorted."""
        return tuple(sorted(declaration.name for declaration in self.declarations))

    @property
    def is_led_by_class(self) -> bool:
        """Whether the first declaration is a class, which two empty lines precede."""
        return not isinstance(self.declarations[0], AliasDeclaration)


@dataclass(frozen=True, slots=True)
class OperationsModule:
    """A module of `operations`."""

    path: str
    doc: str
    imports: Imports
    functions: tuple[FunctionDeclaration, ...]

    @property
    def exports(self) -> tuple[str, ...]:
        """The names that the module declares, sorted."""
        return tuple(
            sorted(
                name
                for function in self.functions
                for name in (function.name, function.async_name)
            )
        )

    @property
    def has_deprecated(self) -> bool:
        """Whether any function of the module is deprecated."""
        return any(function.deprecation for function in self.functions)


@dataclass(frozen=True, slots=True)
class PackageModule:
    """The `__init__` of a package that imports names from its modules on first access."""

    path: str
    doc: str
    has_deprecated: bool
    # Each module with the names it exports, both sorted.
    modules: tuple[tuple[str, tuple[str, ...]], ...]
    # The module of the runtime that loads them.
    loader: str = ".._runtime.client.lazy_imports"
    # What the runtime needs of its optional modules to evaluate annotations.
    runtime: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def has_names(self) -> bool:
        """Whether the package exports anything."""
        return bool(self.modules or self.runtime)


@dataclass(frozen=True, slots=True)
class ClientModule:
    """`client.py`: the sync and async client, and the constant that describes the API to them."""

    path: str
    doc: str
    imports: Imports
    api: Expr
    # The runtime's classes that the two clients derive from.
    sync_bases: tuple[str, ...]
    async_bases: tuple[str, ...]
    sync_doc: str
    async_doc: str
    resources: tuple[ChildDeclaration, ...]
    async_resources: tuple[ChildDeclaration, ...]
    # Whether a resource has the name of a method of clients.
    replaces_methods: bool


@dataclass(frozen=True, slots=True)
class CredentialsModule:
    """`credentials.py`: a class with an argument per security scheme, if one is not enough."""

    path: str
    doc: str
    imports: Imports
    class_doc: str
    arguments: tuple[ArgumentDeclaration, ...]


@dataclass(frozen=True, slots=True)
class ServerDeclaration:
    """A function that returns a server, with an argument for each variable in its URL."""

    name: str
    doc: str
    arguments: tuple[ArgumentDeclaration, ...]
    value: Expr


@dataclass(frozen=True, slots=True)
class ServersModule:
    """`servers.py`: the servers of the API, if there is a choice."""

    path: str
    doc: str
    imports: Imports
    servers: tuple[ServerDeclaration, ...]


@dataclass(frozen=True, slots=True)
class RootModule:
    """`__init__.py` of the client package."""

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
    """A method of a resource; `spelt` is the operation function's name in that module."""

    name: str
    function: str
    spelt: str
    is_paged: bool = False


@dataclass(frozen=True, slots=True)
class ChildDeclaration:
    """A resource as an attribute of a client or another resource, imported on first access."""

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
    """A module of `resources`: a resource class and its async twin."""

    path: str
    doc: str
    has_deprecated: bool
    imports: Imports
    resources: tuple[ResourceDeclaration, ...]


@dataclass(frozen=True, slots=True)
class ErrorDeclaration:
    """An exception class for one error status, or one error type or code of the API."""

    name: str
    base: str
    doc: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class ErrorsModule:
    """`errors.py`: the exceptions of every client, and those specific to this API."""

    path: str
    doc: str
    imports: Imports
    # Subclasses of the runtime's exceptions for error statuses: `ApiStatusError` with these
    # attributes, and one for each status; both empty if the document declares no error bodies.
    attributes: tuple[FieldDeclaration, ...]
    statuses: tuple[ErrorDeclaration, ...]
    # The runtime's exceptions, re-exported: each module with its names, both sorted.
    common: tuple[tuple[str, tuple[str, ...]], ...]
    errors: tuple[ErrorDeclaration, ...]
    # A dict from each error type or code to its exception, sorted.
    kinds: Expr
    # Exceptions of a shared runtime, by the full names of their modules.
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def classes(self) -> tuple[ErrorDeclaration, ...]:
        """The exceptions for statuses, then those for types and codes."""
        return self.statuses + self.errors

    @property
    def runtime_errors(self) -> tuple[str, ...]:
        """The exceptions of every client, as `errors.py` exports them, sorted."""
        typed = [error.name for error in self.statuses]
        typed += ["ApiStatusError"] if self.attributes else []
        common = [name for _, names in (*self.common, *self.shared) for name in names]
        return tuple(sorted((*typed, *common)))


@dataclass(frozen=True, slots=True)
class OptionsModule:
    """`options.py`: the per-request options of every operation."""

    path: str
    doc: str
    imports: Imports
    options: tuple[KeyDeclaration, ...]


@dataclass(frozen=True, slots=True)
class WebhookDeclaration:
    """A constant that decodes one webhook or callback request when called."""

    name: str
    annotation: Expr
    reader: Expr
    doc: str


@dataclass(frozen=True, slots=True)
class WebhooksModule:
    """`webhooks.py`: readers for the webhooks and callbacks of the API."""

    path: str
    doc: str
    imports: Imports
    webhooks: tuple[WebhookDeclaration, ...]


@dataclass(frozen=True, slots=True)
class ToolsModule:
    """`tools.py`: agents that call the operations of the client as tools."""

    path: str
    doc: str
    imports: Imports
    exports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One operation in the README's index: function, resource method and summary."""

    function: str
    method: str
    summary: str
    is_deprecated: bool

    @property
    def line(self) -> str:
        """The entry as a line of Markdown."""
        note = " (deprecated)" if self.is_deprecated else ""
        return f"`{self.function}`, `{self.method}`: {self.summary}{note}"


@dataclass(frozen=True, slots=True)
class Readme:
    """`README.md` of the client; example calls are Python source, empty if there is none.

    `left_out` lists the invalid parts of the document that the client lacks, a line of Markdown
    each.
    """

    path: str
    title: str
    package: str
    example: str
    # The arguments of `Client(…)`.
    construction: str
    method: str
    # Which credentials to pass, or that the API needs none.
    credentials: str
    has_credentials: bool
    # Which environment variables the client reads; empty for none.
    environment: str
    # How to pass credentials for each security scheme, if there are several or tokens are fetched.
    schemes: tuple[str, ...]
    # Example calls of the functions in `servers.py`.
    servers: tuple[str, ...]
    paged: str
    paged_import: str
    streamed: str
    streamed_import: str
    has_downloads: bool
    webhook: str
    resources: tuple[tuple[str, tuple[IndexEntry, ...]], ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerbatimFile:
    """A file copied byte for byte: a module of the runtime, or `py.typed`."""

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
    | ToolsModule
    | WebhooksModule
    | Readme
    | VerbatimFile
)
