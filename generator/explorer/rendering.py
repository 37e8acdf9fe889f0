"""Render pages from the templates in `templates/explorer`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from generator.core.text import count_noun
from generator.explorer.form import Input
from generator.explorer.pages import (
    Appearance,
    OperationPage,
    Pages,
    Resource,
    ResourceGroup,
    group_resources,
)
from generator.explorer.response_schemas import Member
from generator.render.template_folder import template_folder

ICON: Final = "icon.svg"
_END_OF_WORD: Final = re.compile(r"(?<=\w)[_./]+(?=[\w{])|(?<=})/")


@dataclass(frozen=True, slots=True)
class SiteHead:
    """What all pages of a site share.

    Attributes:
        title: the title of the site.
        api_title: the title of the API.
        version: the version of the API.
        count: how many operations there are.
        appearance: how pages look.
        gateway: the path of the gateway in the site; empty if the reader enters its URL.
        policy: a Content-Security-Policy to put into pages; empty if the server sends it.
    """

    title: str
    api_title: str
    version: str
    count: int
    appearance: Appearance
    gateway: str
    policy: str
    icon: str = ICON

    @property
    def theme(self) -> str:
        """Light, dark, or auto for that of the reader's system."""
        return self.appearance.theme

    @property
    def color_scheme(self) -> str:
        """The color schemes that pages support."""
        return "light dark" if self.theme == "auto" else self.theme

    @property
    def logo(self) -> str:
        """The path of the logo in the site, empty for none."""
        return self.appearance.logo


@dataclass(frozen=True, slots=True)
class _IndexPage:
    title: str
    description: Markup
    resources: tuple[Resource, ...]
    is_listed: bool
    root: str = ""

    @property
    def groups(self) -> tuple[ResourceGroup, ...]:
        return group_resources(self.resources)

    @property
    def resource_count(self) -> str:
        return count_noun(len(self.resources), "resource")


@dataclass(frozen=True, slots=True)
class _ResourcePage:
    title: str
    resource: Resource
    root: str = "../"


@dataclass(frozen=True, slots=True)
class Definition:
    """The inputs of a definition, as HTML in a page or in a file of its own."""

    file: str
    content: Markup


@dataclass(frozen=True, slots=True)
class _OperationPage:
    title: str
    content: OperationPage
    definitions: tuple[Definition, ...]
    data: Markup
    root: str = "../"

    @property
    def is_empty(self) -> bool:
        return not self.content.inputs


@dataclass(frozen=True, slots=True)
class _Inputs:
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class _Members:
    members: tuple[Member, ...]


class Renderer:
    """Renders the pages of a site."""

    def __init__(self, pages: Pages, site: SiteHead) -> None:
        self._pages = pages
        self._site = site
        self._environment = Environment(
            loader=FileSystemLoader(template_folder()),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=True,
            auto_reload=False,
        )
        self._environment.filters["breakable"] = _breakable

    def index(self) -> str:
        """Return the page with all resources."""
        pages = self._pages
        page = _IndexPage(
            self._site.title, pages.description, pages.resources, pages.is_listed
        )
        return self._render("index.html.j2", page)

    def resource(self, resource: Resource) -> str:
        """Return the page of a resource."""
        title = f"{resource.name} – {self._site.title}"
        return self._render("resource.html.j2", _ResourcePage(title, resource))

    def operation(
        self,
        page: OperationPage,
        definitions: Iterable[Definition],
        data: Mapping[str, Any],
    ) -> str:
        """Return the page of an operation.

        Args:
            page: the page.
            definitions: the definitions that the page contains.
            data: what the script needs.
        """
        title = f"{page.operation.summary} – {self._site.title}"
        content = _OperationPage(title, page, tuple(definitions), script_data(data))
        return self._render("operation.html.j2", content)

    def inputs(self, inputs: tuple[Input, ...]) -> Markup:
        """Return inputs as a part of a page."""
        return Markup(self._render("members.j2", _Inputs(inputs)))

    def members(self, members: tuple[Member, ...]) -> Markup:
        """Return members of a response as a part of a page."""
        return Markup(self._render("schema.j2", _Members(members)))

    def _render(self, template: str, page: object) -> str:
        loaded = self._environment.get_template(f"explorer/{template}")
        return loaded.render(page=page, site=self._site)


def _breakable(name: str) -> Markup:
    """Return a name or a path that a narrow column breaks between its words."""
    return Markup(_END_OF_WORD.sub(r"\g<0><wbr>", str(escape(name))))


def script_data(data: Mapping[str, Any]) -> Markup:
    """Return JSON for a script element, which it cannot end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
