"""What can be said of one client, as values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from generator.core.json import Json
from generator.ir.http import Conventions
from generator.ir.overrides import NO_OVERRIDES, ApiOverrides
from generator.ir.paging import Paging
from generator.slicing.selection import EVERYTHING, Selection
from generator.source.load import Url, parse_location

# The lists of a client's table that say what it is to have.
SELECTING = tuple(each.name for each in fields(Selection))


@dataclass(frozen=True, slots=True)
class ClientOptions:
    """What decides a client beside its document, its overlays and its templates.

    `selection` is what it is to have, `methods` are resource methods by operationId; `lenient`
    goes on past errors in parts of the document that can be left out; `runtime` is the package of
    a runtime that the client shares with others.
    """

    selection: Selection = EVERYTHING
    # None where nobody said, which is no.
    cut_expansions: bool | None = None
    lenient: bool | None = None
    runtime: str | None = None
    methods: Mapping[str, str] = field(default_factory=dict)
    declared: ApiOverrides = NO_OVERRIDES

    @property
    def mentioned(self) -> Iterator[str]:
        """The operationIds that methods and paging are given for."""
        yield from self.methods
        yield from self.declared.paging

    def to_json(self) -> dict[str, Json]:
        """The options as a client's table says them, without what is as usual."""
        table: dict[str, Json] = {**self.selection.to_json()}
        if self.cut_expansions:
            table["cut-expansions"] = True
        if self.lenient:
            table["lenient"] = True
        if self.runtime:
            table["runtime"] = self.runtime
        if self.methods:
            table["methods"] = dict(self.methods)
        if self.declared.paging:
            paging = self.declared.paging.items()
            table["paging"] = {key: _paging_table(rule) for key, rule in paging}
        if self.declared.conventions is not None:
            table["conventions"] = _conventions_table(self.declared.conventions)
        return table


NO_OPTIONS = ClientOptions()


def _paging_table(rule: Paging) -> dict[str, str]:
    said = {each.name: getattr(rule, each.name) for each in fields(rule)}
    return {name: value for name, value in said.items() if value is not None}


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
    """A client as a configuration file has it; paths are relative to the file's folder.

    `spec` is the document's path or URL and `sha256` the hash it must have; `output` is the folder
    to write, `package` its name. `allow_references` are files, folders and the beginnings of URLs
    that the document may refer to beside what is in its own folder. `used_by` are Python sources
    whose operations are wanted.
    """

    spec: str | None = None
    sha256: str | None = None
    output: str | None = None
    package: str | None = None
    overlays: tuple[str, ...] = ()
    allow_references: tuple[str, ...] = ()
    templates: str | None = None
    used_by: tuple[str, ...] = ()
    options: ClientOptions = NO_OPTIONS

    def with_paths(self, seen: Callable[[str], str]) -> ClientConfiguration:
        """The same with each path as `seen` gives it; URLs stay."""

        def one(written: str) -> str:
            return (
                written if isinstance(parse_location(written), Url) else seen(written)
            )

        return replace(
            self,
            spec=self.spec and one(self.spec),
            output=self.output and one(self.output),
            templates=self.templates and one(self.templates),
            overlays=tuple(map(one, self.overlays)),
            allow_references=tuple(map(one, self.allow_references)),
            used_by=tuple(map(one, self.used_by)),
        )
