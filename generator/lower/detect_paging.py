"""Detect how operations page, from their responses and parameters.

A response pages if it is a list, or an object with a recognizable list of items: the only list,
one with a usual name (`data`, `items`), one named like the end of the path, or such a list inside
of the only object that the response consists of. The first of these rules decides:

1. A URL of the next page: a string property like `next_page_url`, `next` with the format `uri`, or
   `next` in an object of links (`links.next`, `_links.next.href`).
2. A token of the next page, and a parameter for it. The property is named after the parameter, with
   `next` before it (`next_page` and `page`, `nextCursor` and `cursor`), or both have the same name
   (`next_token`). A string is not sent as a number, nor a number as a string.
3. `next` or `next_page` whose description or example calls it a URL.
4. A token with another usual name (`next_cursor`, `endCursor`, `next`), and exactly one parameter
   with a usual name of a cursor (`after`, `start_cursor`).
5. A flag such as `has_more`, items with an `id`, and a parameter for that of the last item:
   `starting_after`, and `ending_before` to page backwards.
6. A documented `Link` header.
7. A string `next`, if no parameter could take it as a token.
8. A parameter for a page number, and one for the size of a page or a count in the response.
9. A parameter for an offset, likewise.

Properties are those of the response, and of objects in it that are named for paging (`meta`,
`paging`, `links`) and contain no list. Parameters are those of the query and the properties of a
JSON body of a POST request that does not write the same list. The number of the first page is the
documented default or minimum. Without either, the response must contain a count or the number of
the page, and likewise if the number is sent in a body.

The rules do not depend on a particular API.
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
from generator.ir.paging import (
    BodyProperty,
    LastItem,
    LinkHeader,
    NextUrl,
    Offset,
    PageNumber,
    Paging,
    Token,
)
from generator.ir.types import (
    Array,
    Definition,
    Field,
    Record,
    Ref,
    Scalar,
    Type,
    TypeId,
    Union,
)

_Definitions: TypeAlias = Mapping[TypeId, Definition]
_Words: TypeAlias = tuple[str, ...]

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_STRING = Scalar("string")
_BOOLEAN = Scalar("boolean")
_ITEMS = ("data", "items", "results", "records", "entries", "values")
_URL_FORMATS = ("uri", "uri-reference", "url")
_URL_WORDS = ("url", "link", "uri", "href")
_URL_MENTION = re.compile(r"\b(?:url|uri|link|href)\b", re.IGNORECASE)
_URL_EXAMPLE = re.compile(r"https?://|/")
_ONE_BASED = re.compile(
    r"\b(?:one|1)[ -](?:based|indexed)|\bstart(?:s|ing)? (?:at|from|with) (?:1|one)\b",
    re.IGNORECASE,
)
_ZERO_BASED = re.compile(
    r"\b(?:zero|0)[ -](?:based|indexed)|\bstart(?:s|ing)? (?:at|from|with) (?:0|zero)\b",
    re.IGNORECASE,
)
_FORWARD = ("starting_after", "after", "after_id", "since_id")
_BACKWARD = ("ending_before", "before", "before_id", "until_id")
# Words that tell the token of a page from a credential.
_PAGE_TOKEN = frozenset({"continuation", "next", "page", "pagination", "paging"})
_NO_ITEMS = frozenset({"error", "errors", "warning", "warnings"})
_LINKS = frozenset({"link", "links"})
_CONTAINERS = _LINKS | {
    *("cursor", "cursors", "info", "meta", "metadata", "page", "pager", "pages"),
    *("pagination", "paging"),
}
_MAX_DEPTH = 4


def _phrases(*phrases: str) -> frozenset[_Words]:
    return frozenset(tuple(phrase.split()) for phrase in phrases)


_TOKENS = _phrases(
    *("next cursor", "next token", "next page token", "next page cursor", "end cursor"),
    *("next key", "next marker", "continuation token", "next continuation token"),
)
_CURSORS = _phrases(
    *("after", "continuation", "continuation token", "cursor", "marker", "next cursor"),
    *("next page token", "next token", "page after", "page cursor", "page token"),
    *("start cursor", "starting after", "token"),
)
_PAGES = _phrases("page", "page index", "page no", "page num", "page number")
_OFFSETS = _phrases(
    *("first result", "from", "offset", "page offset", "skip", "start", "start at"),
    "start index",
)
_SIZES = _phrases(
    *("count", "items per page", "limit", "max", "max items", "max results"),
    *("page limit", "page size", "pagesize", "per page", "perpage", "results per page"),
    *("rows", "size", "take", "top"),
)
_TOTALS = _phrases(
    *("total", "total count", "total elements", "total items", "total records"),
    *("total results", "total size"),
)
_TOTAL_PAGES = _phrases(
    *("last page", "num pages", "number of pages", "page count", "pages"),
    *("pages total", "total pages"),
)
_CURRENT_PAGES = _PAGES | _phrases("current", "current page", "number")


@dataclass(frozen=True, slots=True)
class _Property:
    """A property of the response, or of an object in it that is named for paging.

    Attributes:
        path: its dotted path.
        words: the words of its name, after those of an enclosing object named `next`.
        around: the words of the names of the objects around it.
        type: its type, without null and with references resolved.
    """

    path: str
    words: _Words
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
class _Shape:
    """Everything that the rules look at.

    Attributes:
        items: the dotted path of the list, empty if the response is the list.
        item: the type of an item.
        properties: the properties that may say where the next page is.
        parameters: the parameters that may request it.
        has_links: whether a `Link` header is documented.
    """

    items: str
    item: Type
    properties: tuple[_Property, ...]
    parameters: tuple[Parameter, ...]
    has_links: bool

    def find(
        self, names: frozenset[_Words], test: Callable[[_Property], bool]
    ) -> str | None:
        """The path of the first property with one of these names that passes a test."""
        for found in self.properties:
            if found.words in names and test(found):
                return found.path
        return None

    def find_number(self, names: frozenset[_Words]) -> str | None:
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
            _words(parameter.name) in _SIZES and _is_number(parameter.type)
            for parameter in self.parameters
        )


def detect_paging(operation: Operation, definitions: _Definitions) -> Paging | None:
    """The paging rule of an operation; None if it does not page.

    Example:
        GET /pets?cursor → {items: [Pet], next_cursor: string}
            →    Token(items="items", token="next_cursor", parameter="cursor")
    """
    shape = _shape(operation, definitions)
    if shape is None:
        return None
    return (
        _detect_next_url(shape)
        or _detect_token(shape)
        or _detect_described_url(shape)
        or _detect_usual_token(shape)
        or _detect_last_item(shape, definitions)
        or (LinkHeader(shape.items) if shape.has_links else None)
        or _detect_bare_next(shape)
        or _detect_page_number(shape)
        or _detect_offset(shape)
    )


def detect_items(operation: Operation, definitions: _Definitions) -> str | None:
    """The dotted path of the list in a response, empty if it is the response itself."""
    type_ = page_type(operation, definitions)
    match type_:
        case None:
            return None
        case Array():
            return ""
        case Ref():
            return _items_property(type_, operation.path, definitions)


def _shape(operation: Operation, definitions: _Definitions) -> _Shape | None:
    type_ = page_type(operation, definitions)
    items = detect_items(operation, definitions)
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
    return _Shape(
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
    lists = [name for name in names if _NO_ITEMS.isdisjoint(_words(name))]
    if len(lists) == 1:
        return lists[0]
    usual = next((name for name in _ITEMS if name in lists), None)
    segment = path.rstrip("/").rpartition("/")[2]
    return usual or next(
        (name for name in lists if _words(name) == _words(segment)), None
    )


def _properties(
    type_: Type, path: tuple[str, ...], definitions: _Definitions
) -> Iterator[_Property]:
    """Yield the properties of an object, and of objects in it that are named for paging."""
    around = frozenset(word for name in path for word in _words(name))
    prefix = ("next",) if path and _words(path[-1])[:1] == ("next",) else ()
    nested: list[Field] = []
    for field in fields_of(type_, definitions):
        structural = structural_type(field.type, definitions)
        if isinstance(structural, Union) and _STRING in structural.members:
            # A link of JSON:API is a URL, or an object with one.
            structural = _STRING
        if isinstance(structural, (Ref, Union)):
            nested.append(field)
            continue
        yield _Property(
            ".".join((*path, field.name)),
            (*prefix, *_words(field.name)),
            around,
            structural,
            field.description,
            field.constraints,
        )
    for field in nested:
        is_next = _words(field.name) in (("next",), ("next", "page"))
        is_named = _is_container(field.name) or (bool(path) and is_next)
        if (
            is_named
            and len(path) < _MAX_DEPTH
            and not list_properties(field.type, definitions)
        ):
            yield from _properties(field.type, (*path, field.name), definitions)


def _is_container(name: str) -> bool:
    return not _CONTAINERS.isdisjoint(_words(name))


def _detect_next_url(shape: _Shape) -> Paging | None:
    for found in shape.properties:
        if not found.is_string or found.words[:1] != ("next",):
            continue
        is_named = len(found.words) > 1 and found.words[-1] in _URL_WORDS
        is_link = found.words == ("next",) and not _LINKS.isdisjoint(found.around)
        if is_named or is_link or found.has_url_format:
            return NextUrl(shape.items, found.path)
    return None


def _detect_described_url(shape: _Shape) -> Paging | None:
    for found in shape.properties:
        is_next = found.words in (("next",), ("next", "page"))
        if is_next and found.is_string and found.is_described_as_url:
            return NextUrl(shape.items, found.path)
    return None


def _detect_bare_next(shape: _Shape) -> Paging | None:
    is_taken = any(
        _words(parameter.name) in _CURSORS | _PAGES | _OFFSETS
        and _is_text(parameter.type)
        for parameter in shape.parameters
    )
    url = shape.find(frozenset({("next",)}), lambda found: found.is_string)
    return NextUrl(shape.items, url) if url is not None and not is_taken else None


def _detect_token(shape: _Shape) -> Paging | None:
    by_words = {
        _words(parameter.name): parameter for parameter in reversed(shape.parameters)
    }

    def without_next(found: _Property) -> Parameter | None:
        is_next = found.words[:1] == ("next",)
        return by_words.get(found.words[1:]) if is_next else None

    def same_name(found: _Property) -> Parameter | None:
        words = found.words
        is_token = words[-1:] == ("token",) and not _PAGE_TOKEN.isdisjoint(words)
        is_named = is_token or words[:1] == ("next",) or words[-1:] == ("cursor",)
        return by_words.get(words) if is_named else None

    # Beside a `next_cursor`, a `cursor` in the response repeats that of the request.
    for parameter_of in (without_next, same_name):
        for found in shape.properties:
            parameter = parameter_of(found)
            if parameter is not None and _is_taken_by(found, parameter):
                return Token(shape.items, found.path, parameter.reference, shape.more)
    return None


def _detect_usual_token(shape: _Shape) -> Paging | None:
    cursors = [
        parameter
        for parameter in shape.parameters
        if _words(parameter.name) in _CURSORS and _is_text(parameter.type)
    ]
    if len(cursors) != 1:
        return None
    for found in shape.properties:
        is_token = found.words in _TOKENS or (
            found.words == ("next",)
            or (found.words == ("after",) and bool(found.around))
        )
        if is_token and found.is_string:
            parameter = cursors[0].reference
            return Token(shape.items, found.path, parameter, shape.more)
    return None


def _detect_last_item(shape: _Shape, definitions: _Definitions) -> Paging | None:
    queries = [
        parameter.name
        for parameter in shape.parameters
        if not isinstance(parameter.reference, BodyProperty)
    ]
    cursor = next((name for name in _FORWARD if name in queries), None)
    more = shape.more
    if cursor is None or more is None or not _has_id(shape.item, definitions):
        return None
    reverse = next((name for name in _BACKWARD if name in queries), None)
    return LastItem(shape.items, cursor, reverse, more, "id")


def _detect_page_number(shape: _Shape) -> Paging | None:
    parameter = _number_parameter(shape, _PAGES)
    if parameter is None:
        return None
    current = shape.find_number(_CURRENT_PAGES)
    total_pages = shape.find_number(_TOTAL_PAGES)
    total, more = shape.find_number(_TOTALS), shape.more
    first = first_number(parameter)
    has_counts = any(path is not None for path in (total_pages, total, more))
    is_known = first is not None or has_counts or current is not None
    if not is_known or not _is_evident(
        shape, parameter, has_counts, current is not None
    ):
        return None
    return PageNumber(
        shape.items,
        parameter.reference,
        first,
        current,
        total_pages,
        total,
        more,
    )


def _detect_offset(shape: _Shape) -> Paging | None:
    parameter = _number_parameter(shape, _OFFSETS)
    if parameter is None:
        return None
    total, more = shape.find_number(_TOTALS), shape.more
    has_counts = total is not None or more is not None
    words = _words(parameter.name)
    if words in _phrases("from", "start") and not (has_counts and shape.has_size):
        return None
    if not _is_evident(shape, parameter, has_counts, False):
        return None
    return Offset(
        shape.items, parameter.reference, first_offset(parameter), total, more
    )


def _is_evident(
    shape: _Shape, parameter: Parameter, has_counts: bool, has_current: bool
) -> bool:
    """Whether a number is evidently for paging."""
    if isinstance(parameter.reference, BodyProperty):
        return has_counts
    return has_counts or has_current or shape.has_size


def _number_parameter(shape: _Shape, names: frozenset[_Words]) -> Parameter | None:
    for parameter in shape.parameters:
        if _words(parameter.name) in names and _is_number(parameter.type):
            return parameter
    return None


def first_number(parameter: Parameter) -> int | None:
    """The number of the first page; None if the document does not say."""
    constraints = parameter.constraints or Constraints()
    minimum = constraints.minimum
    if constraints.default in (0, 1):
        return 0 if constraints.default == 0 else 1
    if _ZERO_BASED.search(parameter.description or ""):
        return 0
    if _ONE_BASED.search(parameter.description or ""):
        return 1
    is_from_one = minimum is not None and minimum.value + minimum.is_exclusive == 1
    return 1 if is_from_one else None


def first_offset(parameter: Parameter) -> int:
    """The offset of the first page: 0 unless the document counts from 1."""
    constraints = parameter.constraints or Constraints()
    if constraints.default in (0, 1):
        return 0 if constraints.default == 0 else 1
    minimum = constraints.minimum
    if minimum is not None:
        return 1 if minimum.value == 1 else 0
    return 1 if _words(parameter.name) == ("start", "index") else 0


def _is_taken_by(found: _Property, parameter: Parameter) -> bool:
    """Whether a parameter admits the value of a property."""
    if found.is_string:
        return _is_text(parameter.type)
    return found.is_number and _is_number(parameter.type)


def _is_number(type_: Type) -> bool:
    return isinstance(type_, Scalar) and type_.kind in ("integer", "number")


def _is_text(type_: Type) -> bool:
    """Whether a type admits strings."""
    match type_:
        case Scalar(kind):
            return kind in ("string", "any")
        case Union(members):
            return any(map(_is_text, members))
        case _:
            return False


def _has_id(type_: Type, definitions: _Definitions) -> bool:
    """Whether every object of a type has a string property `id`."""
    match type_:
        case Ref(id_):
            return _has_id(definitions[id_].type, definitions)
        case Union(members):
            return all(_has_id(member, definitions) for member in members)
        case Record(fields):
            return any(
                field.name == "id"
                and structural_type(field.type, definitions) == _STRING
                for field in fields
            )
        case _:
            return False


def _words(name: str) -> _Words:
    return tuple(word.lower() for word in _WORDS.findall(name))
