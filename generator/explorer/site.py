"""An explorer's site: its files by path, made when they are requested."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Final

from markupsafe import Markup

from generator.catalogue.documentation import Documentation
from generator.core.read_file import read_file
from generator.explorer.form import Input
from generator.explorer.pages import Appearance, Pages
from generator.explorer.rendering import ICON, Definition, Renderer, SiteHead
from generator.explorer.search_index import search_index
from generator.render.template_folder import template_folder
from generator.runtime.tools.catalogue import Catalogue, CatalogueOperation
from generator.runtime.tools.description import BUDGET, describe_operation
from generator.runtime.tools.policy import Policy

HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json"
_SCRIPT: Final = "text/javascript; charset=utf-8"
ASSETS: Final[Mapping[str, str]] = {
    "explorer.css": "text/css; charset=utf-8",
    ICON: "image/svg+xml",
    "elements.js": _SCRIPT,
    "explorer.js": _SCRIPT,
    "form.js": _SCRIPT,
    "gateway.js": _SCRIPT,
    "response.js": _SCRIPT,
    "search.js": _SCRIPT,
    "values.js": _SCRIPT,
}
LOGO_MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
# Characters of the definitions that a page contains; further ones are files of their own.
_MOST_DEFINITIONS: Final = 64_000
_POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a site."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """What a site is made from.

    Attributes:
        catalogue: the operations as tools have them.
        documentation: the documentation of the API.
        package: the package of its client, for snippets.
        selected: patterns of the operations to show; empty for all.
        excluded: patterns of operations not to show.
        read_only: whether to show only operations that read.
        appearance: how pages look.
        logo: the logo, if there is one; its path is in `appearance`.
        gateway: the path of the gateway in the site; empty if the reader enters its URL.
    """

    catalogue: Catalogue
    documentation: Documentation
    package: str
    selected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    read_only: bool = False
    appearance: Appearance = field(default_factory=Appearance)
    logo: File | None = None
    gateway: str = ""


class Site:
    """The files of an explorer.

    Attributes:
        request: what it is made from.

    Raises:
        ValueError: a pattern matches no operation.
    """

    def __init__(self, request: SiteRequest) -> None:
        catalogue = request.catalogue
        policy = Policy(
            read_only=request.read_only,
            allow=request.selected or None,
            deny=request.excluded,
        )
        shown = policy.select(catalogue.operations)
        keys = {operation.key for operation in shown}
        catalogue = replace(catalogue, operations=shown)
        documented = request.documentation.catalogue
        operations = tuple(each for each in documented.operations if each.key in keys)
        documented = replace(documented, operations=operations)
        self.request = request
        self._catalogue = catalogue
        self._pages = Pages(replace(request.documentation, catalogue=documented))
        title = request.appearance.title or catalogue.title or request.package
        head = SiteHead(
            title=title,
            api_title=catalogue.title or request.package,
            version=catalogue.version,
            count=len(catalogue.operations),
            appearance=request.appearance,
            gateway=request.gateway,
            policy="" if request.gateway else content_policy("http: https:"),
        )
        self._renderer = Renderer(self._pages, head)
        self._operations = {each.tool: each for each in operations}
        self._plain = {each.tool: each for each in shown}
        self._resources = {each.path: each for each in self._pages.resources}
        self._inputs = {file: name for name, file in self._pages.input_files.items()}
        self._outputs = {file: name for name, file in self._pages.output_files.items()}
        self._definition = cache(self._render_definition)

    def file(self, path: str) -> File | None:
        """Return the file at a path of the site; None for an unknown path."""
        folder, _, name = path.rpartition("/")
        stem, _, extension = name.rpartition(".")
        match folder, extension:
            case "", _:
                return self._top_file(name)
            case "resources", "html" if path in self._resources:
                return _page(self._renderer.resource(self._resources[path]))
            case "operations", "html" if stem in self._operations:
                return _page(self._operation(self._operations[stem]))
            case "operations", "json" if stem in self._operations:
                return _json(self._description(self._plain[stem]))
            case "inputs", "html" if stem in self._inputs:
                return _page(self._definition(stem)[0].content)
            case "schemas", "html" if stem in self._outputs:
                members = self._pages.schemas.definition(self._outputs[stem])
                return _page(self._renderer.members(members))
            case _:
                return None

    def paths(self) -> Iterator[str]:
        """Yield the paths of all files, as far as pages refer to them."""
        yield from ("index.html", "search.json", "expansions.json", *ASSETS)
        if self.request.logo is not None:
            yield self.request.appearance.logo
        yield from self._resources
        for tool in self._operations:
            yield from (f"operations/{tool}.html", f"operations/{tool}.json")
        yield from (f"inputs/{file}.html" for file in self._separate_inputs())
        yield from (f"schemas/{file}.html" for file in self._outputs)

    def _top_file(self, name: str) -> File | None:
        if name in ("", "index.html"):
            return _page(self._renderer.index())
        if name == "search.json":
            return File(self._search.encode(), JSON)
        if name == "expansions.json":
            return File(self._expansions.encode(), JSON)
        if name in ASSETS:
            return File(read_file(template_folder() / "explorer" / name), ASSETS[name])
        if self.request.logo is not None and name == self.request.appearance.logo:
            return self.request.logo
        return None

    @cached_property
    def _search(self) -> str:
        return search_index(self._catalogue.operations)

    @cached_property
    def _expansions(self) -> str:
        return json.dumps(self._pages.schemas.expansions(), separators=(",", ":"))

    def _operation(self, operation: CatalogueOperation) -> str:
        page = self._pages.operation(operation)
        definitions, _ = self._contained(page.inputs)
        data = {
            "key": operation.key,
            "tool": operation.tool,
            "function": operation.function,
            "async": f"{operation.function.rstrip('_')}_async",
            "method": operation.client_method,
            "package": self.request.package,
            "stream": operation.is_stream,
            "types": self._response_types(operation),
            "examples": [dict(each.arguments) for each in page.examples],
        }
        return self._renderer.operation(page, definitions, data)

    def _description(self, operation: CatalogueOperation) -> dict[str, Any]:
        return describe_operation(operation.tool, operation, self._catalogue, BUDGET)

    def _response_types(self, operation: CatalogueOperation) -> list[str]:
        response = operation.response or {}
        alternatives = response.get("anyOf", [response])
        return [each["$ref"][2:] for each in alternatives if "$ref" in each]

    def _render_definition(self, file: str) -> tuple[Definition, tuple[str, ...]]:
        """Return a definition, and the files of those that it refers to."""
        inputs = self._pages.forms.members(self._inputs[file])
        references = tuple(dict.fromkeys(_references(inputs)))
        return Definition(file, self._renderer.inputs(inputs)), references

    def _contained(
        self, inputs: tuple[Input, ...]
    ) -> tuple[list[Definition], list[str]]:
        """Return the definitions that a page contains, nearest first, and the files of others."""
        contained: list[Definition] = []
        others: list[str] = []
        size = 0
        waiting = list(dict.fromkeys(_references(inputs)))
        for file in waiting:
            if size > _MOST_DEFINITIONS:
                others.append(file)
                continue
            definition, references = self._definition(file)
            size += len(definition.content)
            if size > _MOST_DEFINITIONS:
                others.append(file)
                continue
            contained.append(definition)
            waiting += [each for each in references if each not in waiting]
        return contained, others

    def _separate_inputs(self) -> list[str]:
        """Return the files of definitions that a page does not contain, and of those they need."""
        separate: dict[str, None] = {}
        for operation in self._operations.values():
            inputs = self._pages.forms.arguments(operation)
            separate |= dict.fromkeys(self._contained(inputs)[1])
        waiting = list(separate)
        for file in waiting:
            _, references = self._definition(file)
            waiting += [each for each in references if each not in separate]
            separate |= dict.fromkeys(references)
        return list(separate)


def content_policy(connections: str) -> str:
    """Return the Content-Security-Policy of pages.

    Args:
        connections: where their script may send requests.
    """
    policy = {**_POLICY, "connect-src": f"'self' {connections}".strip()}
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def _references(inputs: tuple[Input, ...]) -> Iterator[str]:
    for each in inputs:
        if each.definition:
            yield each.definition
        yield from _references(each.members)
        yield from _references(each.alternatives)
        if each.items is not None:
            yield from _references((each.items,))


def _page(content: str | Markup) -> File:
    return File(content.encode(), HTML)


def _json(content: object) -> File:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return File(text.encode(), JSON)
