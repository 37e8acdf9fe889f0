"""Names of inline types that several operations or components share.

Such a type is not named after one of its owners. Its preferred name is its title, then the property
names that all its locations end with, preceded by the resource if all its owners are operations of
one resource. A single word like `status` says too little as long as there is an alternative. A name
that several shared types prefer distinguishes none of them, so none gets it.
"""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.ir.types import Definition, TypeId, TypeLocation
from generator.naming.singular import singular_of
from generator.naming.spelling import pascal_suffix, snake_case

_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
# A title with more words is a sentence rather than a name.
_MAX_TITLE_WORDS = 5
MAX_TITLE_LENGTH = 60
# Steps that stand for parts of a schema, and properties that say as little.
_MEANINGLESS_STEPS = frozenset(
    {"body", "item", "object", "payload", "response", "value", "variant"}
)
# Appended in requests to names that components or responses have.
_SENT_SUFFIX = "Input"
# Words that distinguish nothing by themselves: `data_params`.
_VAGUE_WORD = re.compile(
    r"body|config|data|details?|info|items?|kind|list|model|object|op|options|param(eter)?s?"
    r"|payload|properties|request|response|results?|schema|settings|specs?|status|types?|values?"
)


@dataclass(frozen=True, slots=True)
class _Proposals:
    """Names that a shared type prefers, the best one first; None if its title is unusable."""

    title: str | None
    properties: tuple[str, ...]


def name_shared_types(
    definitions: Iterable[Definition], resources: Mapping[str, tuple[str, ...]]
) -> dict[TypeId, tuple[str, ...]]:
    """Return the names to try for each type that has several owners, the best one first.

    Args:
        definitions: all definitions.
        resources: the resource of each operation, by key.
    """
    shared = [definition for definition in definitions if definition.occurrences]
    proposals = {
        definition.id: _proposals(definition, resources) for definition in shared
    }
    # A name in a request gets a suffix where a response has it, so they do not compete.
    titles = Counter(
        (_is_sent(definition), proposals[definition.id].title) for definition in shared
    )
    names: dict[TypeId, tuple[str, ...]] = {}
    without_title: list[Definition] = []
    for definition in shared:
        title = proposals[definition.id].title
        if title is not None and titles[_is_sent(definition), title] == 1:
            names[definition.id] = (title,)
        else:
            without_title.append(definition)
    properties = Counter(
        (_is_sent(definition), name)
        for definition in without_title
        for name in proposals[definition.id].properties
    )
    for definition in without_title:
        names[definition.id] = tuple(
            name
            for name in proposals[definition.id].properties
            if properties[_is_sent(definition), name] == 1
        )
    return {
        definition.id: _with_suffixes(names[definition.id], _is_sent(definition))
        for definition in shared
    }


def _with_suffixes(names: tuple[str, ...], sent: bool) -> tuple[str, ...]:
    """Each name, followed by the one to try in a request if it is in use."""
    if not sent:
        return names
    return tuple(
        candidate for name in names for candidate in (name, f"{name}{_SENT_SUFFIX}")
    )


def _is_sent(definition: Definition) -> bool:
    """Whether a type is part of requests only."""
    return definition.location.role == "request"


def _proposals(
    definition: Definition, resources: Mapping[str, tuple[str, ...]]
) -> _Proposals:
    locations = definition.occurrences
    steps = _common_steps(locations)
    title = _title_name(definition.title)
    if title and steps and title == pascal_suffix(steps[-1]) and _is_word(steps[-1:]):
        title = None  # It repeats the property, which names it if nothing else does.
    label = pascal_suffix(definition.labels[-1]) if definition.labels else ""
    ends = [steps[-length:] for length in range(1, len(steps) + 1)]
    ends = [end for end in ends if not _MEANINGLESS_STEPS.issuperset(end)]
    prefix = _resource_name(locations, resources)
    words = [end for end in ends if _is_word(end) and not label]
    ends = [end for end in ends if end not in words]
    # The name of a component says more than a word.
    if not any(location.role == "schema" for location in locations):
        ends += [
            end
            for end in words
            if prefix or not _VAGUE_WORD.fullmatch(snake_case(end[0], ""))
        ]
    names = [_property_name(prefix, end, label) for end in ends]
    return _Proposals(title, tuple(dict.fromkeys(filter(_is_class_name, names))))


def _title_name(title: str | None) -> str | None:
    """Return the class name that a title makes; None for prose, vague words and non-identifiers."""
    if not title or len(title.split()) > _MAX_TITLE_WORDS or title.endswith("."):
        return None
    phrase = _ARTICLE.sub("", title)
    if all(map(_VAGUE_WORD.fullmatch, snake_case(phrase, "").split("_"))):
        return None
    name = pascal_suffix(phrase)
    return name if _is_class_name(name) and len(name) <= MAX_TITLE_LENGTH else None


def _property_name(prefix: str, steps: tuple[str, ...], label: str) -> str:
    """Return the name after steps; a prefix that they start with is not repeated."""
    name = "".join(map(pascal_suffix, steps)) + label
    return name if name.startswith(prefix) else prefix + name


def _is_word(steps: tuple[str, ...]) -> bool:
    """Whether steps consist of a single word, such as `status`."""
    return len(steps) == 1 and "_" not in snake_case(steps[0], "").strip("_")


def _is_class_name(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name)


def _common_steps(locations: Iterable[TypeLocation]) -> tuple[str, ...]:
    """The steps that all locations end with.

    Without any, the words that the last steps end with: `address` for `billing_address` and
    `shipping_address`.
    """
    paths = [_property_steps(location) for location in locations]
    steps = _common_end(paths)
    if steps or not all(paths):
        return steps
    words = _common_end([tuple(snake_case(path[-1], "").split("_")) for path in paths])
    return ("_".join(words),) if any(words) else ()


def _property_steps(location: TypeLocation) -> tuple[str, ...]:
    """The steps of a location without those that lead to a response."""
    steps = location.steps
    if location.role != "response" or steps[:1] != ("response",):
        return steps
    has_status = len(steps) > 1 and (steps[1][:1].isdigit() or steps[1] == "default")
    return steps[2:] if has_status else steps[1:]


def _common_end(paths: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The longest end of all paths."""
    first, *others = paths
    length = 0
    while length < len(first) and all(
        path[-length - 1 :] == first[-length - 1 :] for path in others
    ):
        length += 1
    return first[len(first) - length :]


def _resource_name(
    locations: Iterable[TypeLocation], resources: Mapping[str, tuple[str, ...]]
) -> str:
    """The singular of the one resource of all owners; empty if there are several, or other ones."""
    found = {resources.get(location.owner) for location in locations}
    resource = found.pop()
    if found or resource is None:
        return ""
    *parents, last = resource
    words = snake_case(last, "").strip("_").replace("_", " ")
    return "".join(map(pascal_suffix, (*parents, singular_of(words))))
