"""Collect the evidence of how an operation pages: its list, properties and parameters.

A response pages if it is a list, or an object with a recognizable list of items: the only list,
one with a usual name (`data`, `items`), one named like the end of the path, or such a list inside
of the only object that the response consists of.

Properties are those of the response, and of objects in it that are named for paging (`meta`,
`paging`, `links`) and contain no list. Parameters are those of the query and the properties of a
JSON body of a POST request that does not write the same list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.ir.api import Operation
from generator.ir.constraints import Constraints
from generator.ir.page_shape import (
    Parameter,
    fields_of,
    list_at,
    list_properties,
    page_parameters,
    page_type,
    records_of,
    structural_type,
)
from generator.ir.paging import BodyProperty
from generator.ir.types import (
    Array,
    Definition,
    Field,
    Ref,
    Scalar,
    Type,
    TypeId,
    Union,
)

_Definitions: TypeAlias = Mapping[TypeId, Definition]
Words: TypeAlias = tuple[str, ...]
"""The words of a name, in lower case."""

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_STRING = Scalar("string")
_BOOLEAN = Scalar("boolean")
_ITEMS = ("data", "items", "results", "records", "entries", "values")
_URL_FORMATS = ("uri", "uri-reference", "url")
_URL_MENTION = re.compile(r"\b(?:url|uri|link|href)\b", re.IGNORECASE)
_URL_EXAMPLE = re.compile(r"https?://|/")
_NO_ITEMS = frozenset({"error", "errors", "warning", "warnings"})
_CONTAINERS = frozenset({"link", "links"}) | {
    *("cursor", "cursors", "info", "meta", "metadata", "page", "pager", "pages"),
    *("pagination", "paging"),
}
_MAX_DEPTH = 4


def words_of(name: str) -> Words:
    """The words of a name in any spelling: `nextPage`, `next_page`."""
    return tuple(word.lower() for word in _WORDS.findall(name))


def phrases(*strings: str) -> frozenset[Words]:
    """A set of names, given as words with spaces in between."""
    return frozenset(tuple(string.split()) for string in strings)


def is_number(type_: Type) -> bool:
    """Whether a type is that of numbers."""
    return isinstance(type_, Scalar) and type_.kind in ("integer", "number")


_SIZES = phrases(
    *("count", "items per page", "limit", "max", "max items", "max results"),
    *("page limit", "page size", "pagesize", "per page", "perpage", "results per page"),
    *("rows", "size", "take", "top"),
)


@dataclass(frozen=True, slots=True)
class PageProperty:
    """A property of the response, or of an object in it that is named for paging.

    Attributes:
        path: its dotted path.
        words: the words of its name, after those of an enclosing object named `next`.
        around: the words of the names of the objects around it.
        type: its type, without null and with references resolved.
    """

    path: str
    words: Words
    around: frozenset[str]
    type: Type
    description: str | None
    constraints: Constraints | None

    @property
    def is_string(self) -> bool:
        return self.type == _STRING

    @property
    def is_number(self) -> bool:
        return isinstance(self.type, Scalar) and self.type.kind in ("integer", "number")

    @property
    def has_url_format(self) -> bool:
        format_ = self.constraints.format if self.constraints else None
        return format_ in _URL_FORMATS

    @property
    def is_described_as_url(self) -> bool:
        examples = self.constraints.examples if self.constraints else ()
        return _URL_MENTION.search(self.description or "") is not None or any(
            isinstance(example, str) and _URL_EXAMPLE.match(example) is not None
            for example in examples
        )


@dataclass(frozen=True, slots=True)
class PagingEvidence:
    """The evidence of how an operation pages.

    Attributes:
        items: the dotted path of the list, empty if the response is the list.
        item: the type of an item.
        properties: the properties that may say where the next page is.
        parameters: the parameters that may request it.
        has_links: whether a `Link` header is documented.
    """

    items: str
    item: Type
    properties: tuple[PageProperty, ...]
    parameters: tuple[Parameter, ...]
    has_links: bool

    def find(
        self, names: frozenset[Words], test: Callable[[PageProperty], bool]
    ) -> str | None:
        """The path of the first property with one of these names that passes a test."""
        for found in self.properties:
            if found.words in names and test(found):
                return found.path
        return None

    def find_number(self, names: frozenset[Words]) -> str | None:
        """The path of the first number with one of these names."""
        return self.find(names, lambda found: found.is_number)

    @property
    def more(self) -> str | None:
        """The boolean property that says whether there are further pages."""
        for found in self.properties:
            is_more = found.words[:2] in (("has", "more"), ("has", "next"))
            if (is_more or found.words == ("more",)) and found.type == _BOOLEAN:
                return found.path
        return None

    @property
    def has_size(self) -> bool:
        """Whether a parameter limits the number of items on a page."""
        return any(
            words_of(parameter.name) in _SIZES and is_number(parameter.type)
            for parameter in self.parameters
        )


def find_items(operation: Operation, definitions: _Definitions) -> str | None:
    """The dotted path of the list in a response, empty if it is the response itself."""
    type_ = page_type(operation, definitions)
    match type_:
        case None:
            return None
        case Array():
            return ""
        case Ref():
            return _items_property(type_, operation.path, definitions)


def collect_evidence(
    operation: Operation, definitions: _Definitions
) -> PagingEvidence | None:
    """The evidence of how an operation pages; None if its response has no list of items."""
    type_ = page_type(operation, definitions)
    items = find_items(operation, definitions)
    if type_ is None or items is None:
        return None
    list_ = list_at(type_, items, definitions)
    if list_ is None:
        return None
    properties = [*_properties(type_, (), definitions)]
    envelope = items.rpartition(".")[0]
    if envelope:
        fields = fields_of(type_, definitions)
        inner = next(field for field in fields if field.name == envelope)
        properties += _properties(inner.type, (envelope,), definitions)
    return PagingEvidence(
        items=items,
        item=list_.items,
        properties=tuple(properties),
        parameters=tuple(_parameters(operation, items, definitions)),
        has_links=any(header.name.lower() == "link" for header in operation.headers),
    )


def _parameters(
    operation: Operation, items: str, definitions: _Definitions
) -> Iterator[Parameter]:
    """Yield the parameters that may request a page."""
    parameters = page_parameters(operation, definitions)
    # A body with the same list writes the items.
    is_search = operation.method in ("POST", "QUERY") and not any(
        isinstance(parameter.reference, BodyProperty) and parameter.path == items
        for parameter in parameters
    )
    for parameter in parameters:
        if not isinstance(parameter.reference, BodyProperty) or (
            is_search and all(map(_is_container, parameter.containers))
        ):
            yield parameter


def _items_property(type_: Ref, path: str, definitions: _Definitions) -> str | None:
    name = _choose_list(list(list_properties(type_, definitions)), path)
    if name is not None or list_properties(type_, definitions):
        return name
    objects = [
        field
        for field in fields_of(type_, definitions)
        if records_of(field.type, definitions) and not _is_container(field.name)
    ]
    if len(objects) != 1 or "." in objects[0].name:
        return None
    inner = list(list_properties(objects[0].type, definitions))
    name = _choose_list(inner, path)
    return f"{objects[0].name}.{name}" if name is not None else None


def _choose_list(names: list[str], path: str) -> str | None:
    lists = [name for name in names if _NO_ITEMS.isdisjoint(words_of(name))]
    if len(lists) == 1:
        return lists[0]
    usual = next((name for name in _ITEMS if name in lists), None)
    segment = path.rstrip("/").rpartition("/")[2]
    return usual or next(
        (name for name in lists if words_of(name) == words_of(segment)), None
    )


def _properties(
    type_: Type, path: tuple[str, ...], definitions: _Definitions
) -> Iterator[PageProperty]:
    """Yield the properties of an object, and of objects in it that are named for paging."""
    around = frozenset(word for name in path for word in words_of(name))
    prefix = ("next",) if path and words_of(path[-1])[:1] == ("next",) else ()
    nested: list[Field] = []
    for field in fields_of(type_, definitions):
        structural = structural_type(field.type, definitions)
        if isinstance(structural, Union) and _STRING in structural.members:
            # A link of JSON:API is a URL, or an object with one.
            structural = _STRING
        if isinstance(structural, (Ref, Union)):
            nested.append(field)
            continue
        yield PageProperty(
            ".".join((*path, field.name)),
            (*prefix, *words_of(field.name)),
            around,
            structural,
            field.description,
            field.constraints,
        )
    for field in nested:
        is_next = words_of(field.name) in (("next",), ("next", "page"))
        is_named = _is_container(field.name) or (bool(path) and is_next)
        if (
            is_named
            and len(path) < _MAX_DEPTH
            and not list_properties(field.type, definitions)
        ):
            yield from _properties(field.type, (*path, field.name), definitions)


def _is_container(name: str) -> bool:
    return not _CONTAINERS.isdisjoint(words_of(name))
