"""The configuration of one client, as values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from generator.core.json import Json
from generator.ir.effects import Effect
from generator.ir.http import Conventions
from generator.ir.overrides import NO_OVERRIDES, ApiOverrides
from generator.ir.paging import LinkHeader, Paging
from generator.slicing.selection import EVERYTHING, Selection
from generator.source.load import Url, parse_location

# The settings that make up a selection.
SELECTION_SETTINGS = tuple(each.name for each in fields(Selection))


@dataclass(frozen=True, slots=True)
class ClientOptions:
    """Everything that decides a client besides its document, overlays and templates.

    Attributes:
        selection: the operations and models to generate.
        cut_expansions: expandable fields have only their ID; None if not set, which means no.
        lenient: leave out parts of the document that have errors; None if not set.
        tools: include the operations as tools for agents; None if not set.
        runtime: the package of a runtime that several clients share; None for a runtime of its own.
        credentials_env: the environment variable with the credentials, or those with a user name
            and a password; empty for none, None for the default.
        base_url_env: the environment variable with the base URL; empty for none, None for the
            default.
        methods: the resource method of an operation, by operationId.
        effects: what calls of operations may do, by pattern; others by HTTP method.
        declared: what the user declares of the API: paging and conventions.
    """

    selection: Selection = EVERYTHING
    cut_expansions: bool | None = None
    lenient: bool | None = None
    tools: bool | None = None
    runtime: str | None = None
    credentials_env: tuple[str, ...] | None = None
    base_url_env: str | None = None
    methods: Mapping[str, str] = field(default_factory=dict)
    effects: Mapping[str, Effect] = field(default_factory=dict[str, Effect])
    declared: ApiOverrides = NO_OVERRIDES

    @property
    def mentioned(self) -> Iterator[str]:
        """The operations that `methods` mentions, and the `patterns`."""
        yield from self.methods
        yield from self.patterns

    @property
    def patterns(self) -> Iterator[str]:
        """The patterns of operations in `effects` and `paging`."""
        yield from self.effects
        yield from self.declared.paging

    def to_json(self) -> dict[str, Json]:
        """Convert to the settings of a client's table, without defaults."""
        table: dict[str, Json] = {**self.selection.to_json()}
        if self.cut_expansions:
            table["cut-expansions"] = True
        if self.lenient:
            table["lenient"] = True
        if self.tools:
            table["tools"] = True
        if self.runtime:
            table["runtime"] = self.runtime
        if self.credentials_env is not None:
            names = self.credentials_env
            table["credentials-env"] = list(names) if names[1:] else "".join(names)
        if self.base_url_env is not None:
            table["base-url-env"] = self.base_url_env
        if self.methods:
            table["methods"] = dict(self.methods)
        if self.effects:
            table["effects"] = dict(self.effects)
        if self.declared.paging:
            paging = self.declared.paging.items()
            table["paging"] = {key: _paging_table(rule) for key, rule in paging}
        if self.declared.conventions is not None:
            table["conventions"] = _conventions_table(self.declared.conventions)
        return table


NO_OPTIONS = ClientOptions()


def _paging_table(rule: Paging | None) -> Json:
    if rule is None:
        return False
    table: dict[str, Json] = {
        each.name.replace("_", "-"): value
        for each in fields(rule)
        if (value := getattr(rule, each.name)) not in (None, "")
    }
    return {**table, "link-header": True} if isinstance(rule, LinkHeader) else table


def _conventions_table(conventions: Conventions) -> dict[str, Json]:
    table = {
        "idempotency-header": conventions.idempotency_header,
        "should-retry-header": conventions.should_retry_header,
        "headers": dict(conventions.headers),
        "option-headers": dict(conventions.option_headers),
    }
    return {name: value for name, value in table.items() if value}


@dataclass(frozen=True, slots=True)
class ClientConfiguration:
    """The configuration of a client. Paths are relative to the folder of the file.

    Attributes:
        spec: path or URL of the document.
        sha256: the hash that the document must have.
        header_env: headers for the URL of the document, each with the environment variable that
            has its value.
        output: the folder to write.
        package: the name of the package.
        project: whether `output` is a project, with the package in `src`; None if not set.
        overlays: overlay files, applied in this order.
        allow_references: files, folders and URL prefixes that references may lead to, in addition
            to the document's own folder.
        templates: folder of the user's own templates.
        used_by: Python files and folders; what they use of the client is selected.
        options: everything else.
    """

    spec: str | None = None
    sha256: str | None = None
    header_env: Mapping[str, str] = field(default_factory=dict)
    output: str | None = None
    package: str | None = None
    project: bool | None = None
    overlays: tuple[str, ...] = ()
    allow_references: tuple[str, ...] = ()
    templates: str | None = None
    used_by: tuple[str, ...] = ()
    options: ClientOptions = NO_OPTIONS

    def with_paths(self, convert: Callable[[str], str]) -> ClientConfiguration:
        """Convert all paths, but not URLs."""

        def one(path: str) -> str:
            return path if isinstance(parse_location(path), Url) else convert(path)

        return replace(
            self,
            spec=self.spec and one(self.spec),
            output=self.output and one(self.output),
            templates=self.templates and one(self.templates),
            overlays=tuple(map(one, self.overlays)),
            allow_references=tuple(map(one, self.allow_references)),
            used_by=tuple(map(one, self.used_by)),
        )
