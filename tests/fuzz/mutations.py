"""Random mutations of JSON documents."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

Json: TypeAlias = Any
Container: TypeAlias = dict[str, Json] | list[Json]
Mutation: TypeAlias = Callable[[Json, "Fragments", Random], None]

# Numbers of mutations to choose from: many mutations make most documents invalid.
_COUNTS = (1, 1, 1, 2, 2, 3, 5)
# Edge cases of names, numbers and strings.
_EDGE_CASES: tuple[Json, ...] = (
    *(None, True, False, 0, 1, -1, 0.5, 1e300, 10**25, [], {}, [[]], {"": None}),
    *(
        "",
        " ",
        "a",
        "None",
        "class",
        "self",
        "#",
        "#/",
        "#/a~1b",
        "/",
        "{",
        "{a}",
        "/{a}",
    ),
    *(
        "\n",
        "\x00",
        '"""',
        "'",
        "\\",
        "%",
        "%zz",
        "é",
        "\u2028",
        "\U0001f600",
        "ﬁ",
        "x" * 300,
    ),
    *(
        "(",
        "[",
        "^$",
        "null",
        "object",
        "string",
        "integer",
        "array",
        "3.1.0",
        "3.2.0",
        "2.0",
    ),
    *("http://[", "//", "default", "2XX", "*/*", "a/b; c=d", "application/json", "x-a"),
)
# Names with a meaning in Python or in clients.
PYTHON_NAMES = (
    *("__init__", "__class__", "_x", "class", "def", "import", "None", "print", "str"),
    *(
        "list",
        "Any",
        "Model",
        "Unset",
        "Client",
        "ApiError",
        "client",
        "options",
        "raw",
    ),
    *("save", "call", "close", "to_dict", "models", "a.b", "é", "ﬁ", "x" * 300),
)
_WORDS = re.compile(r"\w+|\W")


@dataclass(frozen=True, slots=True)
class Fragments:
    """Members of objects and items of lists, to insert into other documents."""

    members: Sequence[tuple[str, Json]]
    items: Sequence[Json]

    @classmethod
    def of(cls, trees: Sequence[Json]) -> Fragments:
        """The distinct members and items in `trees`."""
        members: dict[str, tuple[str, Json]] = {}
        items: dict[str, Json] = {}
        for container in (found for tree in trees for found in containers(tree)):
            if isinstance(container, dict):
                members.update({json.dumps(pair): pair for pair in container.items()})
            else:
                items.update({json.dumps(item): item for item in container})
        return cls(tuple(members.values()), tuple(items.values()))


def containers(tree: Json) -> list[Container]:
    """The objects and lists in `tree`, including itself."""
    result = [tree] if isinstance(tree, dict | list) else []
    for container in result:
        values = container.values() if isinstance(container, dict) else container
        result.extend(value for value in values if isinstance(value, dict | list))
    return result


def mutate(tree: Json, fragments: Fragments, random: Random) -> Json:
    """A copy of `tree` with a few mutations, which may insert `fragments` of other documents."""
    tree = deep_copy(tree)
    if not containers(tree):
        return tree
    for _ in range(random.choice(_COUNTS)):
        random.choice(_MUTATIONS)(tree, fragments, random)
    return tree


def deep_copy(tree: Json) -> Json:
    """Copy a tree; values that it contains several times are no longer shared."""
    return json.loads(json.dumps(tree))


def _replace(tree: Json, fragments: Fragments, random: Random) -> None:
    for container, key in _slot(tree, random):
        container[key] = deep_copy(random.choice(_EDGE_CASES))


def _retype(tree: Json, fragments: Fragments, random: Random) -> None:
    """Replace a value by one that another document has under the same name."""
    for container, key in _slot(tree, random):
        known = [value for name, value in fragments.members if name == key]
        container[key] = deep_copy(
            random.choice(known or [value for _, value in fragments.members])
        )


def _delete(tree: Json, fragments: Fragments, random: Random) -> None:
    for container, key in _slot(tree, random):
        del container[key]


def _move(tree: Json, fragments: Fragments, random: Random) -> None:
    for container, key in _slot(tree, random):
        value = container.pop(key)
        _put(random.choice(containers(tree)), key, value, random)


def _duplicate(tree: Json, fragments: Fragments, random: Random) -> None:
    for container, key in _slot(tree, random):
        _put(random.choice(containers(tree)), key, deep_copy(container[key]), random)


def _rename(tree: Json, fragments: Fragments, random: Random) -> None:
    for container, key in _slot(tree, random):
        if isinstance(container, dict):
            known = random.choice(fragments.members)[0]
            edge_case = str(random.choice(_EDGE_CASES))
            container[
                random.choice((known, edge_case, str(key).swapcase(), f"{key}_"))
            ] = container.pop(key)


def _graft(tree: Json, fragments: Fragments, random: Random) -> None:
    container = random.choice(containers(tree))
    name, value = random.choice(fragments.members)
    if isinstance(container, list) and fragments.items:
        value = random.choice(fragments.items)
    _put(container, name, deep_copy(value), random)


def _splice(tree: Json, fragments: Fragments, random: Random) -> None:
    """Replace, insert or remove a word in a string, which may contain several names."""
    for container, key in _slot(tree, random):
        if isinstance(container[key], str):
            words = _WORDS.findall(container[key]) or [""]
            index = random.randrange(len(words))
            word = random.choice(
                (
                    "",
                    str(random.choice(_EDGE_CASES))[:20],
                    random.choice(words),
                    random.choice(PYTHON_NAMES),
                    str(random.choice(fragments.members)[0]),
                )
            )
            end = index + random.randrange(2)
            container[key] = "".join((*words[:index], word, *words[end:]))


def _wrap(tree: Json, fragments: Fragments, random: Random) -> None:
    """Wrap a schema in another one."""
    for container, key in _slot(tree, random):
        value = container[key]
        name = random.choice(
            ("allOf", "anyOf", "oneOf", "items", "not", "additionalProperties")
        )
        container[key] = {name: [value] if name.endswith("Of") else value}


def _retarget(tree: Json, fragments: Fragments, random: Random) -> None:
    """Point a reference to another value, or replace a value by a reference."""
    referring = [
        value
        for value in containers(tree)
        if isinstance(value, dict) and "$ref" in value
    ]
    pointers = list(_pointers(tree, "#"))
    likely = [pointer for pointer in pointers if pointer.count("/") == 3] or pointers
    target = random.choice(likely if random.random() < 0.8 else pointers)
    if referring and random.random() < 0.7:
        random.choice(referring)["$ref"] = target
        return
    for container, key in _slot(tree, random):
        container[key] = {"$ref": target}


def _mend(tree: Json, fragments: Fragments, random: Random) -> None:
    """Point every dangling reference to an existing value, preferably in the same section."""
    pointers = list(_pointers(tree, "#"))
    known = set(pointers)
    for value in containers(tree):
        if not isinstance(value, dict) or "$ref" not in value:
            continue
        if str(value["$ref"]) not in known:
            section = str(value["$ref"]).rpartition("/")[0] + "/"
            near = [name for name in pointers if name.startswith(section)]
            value["$ref"] = random.choice(near or pointers)


_MUTATIONS: tuple[Mutation, ...] = (
    *(_replace, _retype, _retype, _delete, _move, _duplicate, _duplicate, _rename),
    *(_splice, _splice),
    *(_graft, _graft, _graft, _wrap, _retarget, _retarget, _mend, _mend),
)


def _slot(tree: Json, random: Random) -> Iterator[tuple[Any, Any]]:
    """A random value in the tree, as its container and key; none if the tree has no values."""
    full = [container for container in containers(tree) if container]
    if full:
        container = random.choice(full)
        keys = (
            list(container)
            if isinstance(container, dict)
            else list(range(len(container)))
        )
        yield container, random.choice(keys)


def _put(container: Container, key: str | int, value: Json, random: Random) -> None:
    if isinstance(container, dict):
        container[str(key)] = value
    else:
        container.insert(random.randint(0, len(container)), value)


def _pointers(tree: Json, at: str) -> Iterator[str]:
    yield at
    if isinstance(tree, dict):
        for key, value in tree.items():
            token = key.replace("~", "~0").replace("/", "~1")
            yield from _pointers(value, f"{at}/{token}")
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _pointers(value, f"{at}/{index}")
