"""Documents from documents: a few edits at random, each of which leaves a tree of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

Json: TypeAlias = Any
Container: TypeAlias = dict[str, Json] | list[Json]
Edit: TypeAlias = Callable[[Json, "Parts", Random], None]

# How many edits are made: with most of them a document is no longer valid.
_NUMBERS = (1, 1, 1, 2, 2, 3, 5)
# Where two of these meet is where names, numbers and text go wrong.
_AWKWARD: tuple[Json, ...] = (
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


@dataclass(frozen=True, slots=True)
class Parts:
    """What documents are made of: the members of their objects, and the items of their lists."""

    members: Sequence[tuple[str, Json]]
    items: Sequence[Json]

    @classmethod
    def of(cls, trees: Sequence[Json]) -> Parts:
        """All that is in `trees`, each thing once."""
        members: dict[str, tuple[str, Json]] = {}
        items: dict[str, Json] = {}
        for place in (place for tree in trees for place in containers(tree)):
            if isinstance(place, dict):
                members.update({json.dumps(each): each for each in place.items()})
            else:
                items.update({json.dumps(each): each for each in place})
        return cls(tuple(members.values()), tuple(items.values()))


def containers(tree: Json) -> list[Container]:
    """The objects and lists in `tree`, itself among them."""
    found = [tree] if isinstance(tree, dict | list) else []
    for each in found:
        inner = each.values() if isinstance(each, dict) else each
        found.extend(value for value in inner if isinstance(value, dict | list))
    return found


def edited(tree: Json, parts: Parts, random: Random) -> Json:
    """`tree` after a few edits; `parts` are what it may get from other documents."""
    tree = copied(tree)
    if not containers(tree):
        return tree
    for _ in range(random.choice(_NUMBERS)):
        random.choice(_EDITS)(tree, parts, random)
    return tree


def copied(tree: Json) -> Json:
    """The same again, sharing nothing; also where `tree` shares something with itself."""
    return json.loads(json.dumps(tree))


def _replace(tree: Json, parts: Parts, random: Random) -> None:
    for place, key in _slot(tree, random):
        place[key] = copied(random.choice(_AWKWARD))


def _retype(tree: Json, parts: Parts, random: Random) -> None:
    """What another document has under the same name."""
    for place, key in _slot(tree, random):
        known = [value for name, value in parts.members if name == key]
        place[key] = copied(
            random.choice(known or [value for _, value in parts.members])
        )


def _delete(tree: Json, parts: Parts, random: Random) -> None:
    for place, key in _slot(tree, random):
        del place[key]


def _move(tree: Json, parts: Parts, random: Random) -> None:
    for place, key in _slot(tree, random):
        value = place.pop(key)
        _put(random.choice(containers(tree)), key, value, random)


def _duplicate(tree: Json, parts: Parts, random: Random) -> None:
    for place, key in _slot(tree, random):
        _put(random.choice(containers(tree)), key, copied(place[key]), random)


def _rename(tree: Json, parts: Parts, random: Random) -> None:
    for place, key in _slot(tree, random):
        if isinstance(place, dict):
            known = random.choice(parts.members)[0]
            awkward = str(random.choice(_AWKWARD))
            place[random.choice((known, awkward, str(key).swapcase(), f"{key}_"))] = (
                place.pop(key)
            )


def _graft(tree: Json, parts: Parts, random: Random) -> None:
    place = random.choice(containers(tree))
    if isinstance(place, dict):
        name, value = random.choice(parts.members)
    else:
        name, value = "", random.choice(parts.items)
    _put(place, name, copied(value), random)


def _wrap(tree: Json, parts: Parts, random: Random) -> None:
    """What was one schema is now a part of another."""
    for place, key in _slot(tree, random):
        value = place[key]
        name = random.choice(
            ("allOf", "anyOf", "oneOf", "items", "not", "additionalProperties")
        )
        place[key] = {name: [value] if name.endswith("Of") else value}


def _retarget(tree: Json, parts: Parts, random: Random) -> None:
    """A reference leads to something that is there, or what was written out becomes one."""
    referring = [
        each for each in containers(tree) if isinstance(each, dict) and "$ref" in each
    ]
    pointers = list(_pointers(tree, "#"))
    likely = [each for each in pointers if each.count("/") == 3] or pointers
    target = random.choice(likely if random.random() < 0.8 else pointers)
    if referring and random.random() < 0.7:
        random.choice(referring)["$ref"] = target
        return
    for place, key in _slot(tree, random):
        place[key] = {"$ref": target}


def _mend(tree: Json, parts: Parts, random: Random) -> None:
    """Every reference that leads nowhere leads somewhere, as most do in what people write."""
    pointers = list(_pointers(tree, "#"))
    known = set(pointers)
    for each in containers(tree):
        if isinstance(each, dict) and "$ref" in each and str(each["$ref"]) not in known:
            section = str(each["$ref"]).rpartition("/")[0] + "/"
            near = [name for name in pointers if name.startswith(section)]
            each["$ref"] = random.choice(near or pointers)


_EDITS: tuple[Edit, ...] = (
    *(_replace, _retype, _retype, _delete, _move, _duplicate, _duplicate, _rename),
    *(_graft, _graft, _graft, _wrap, _retarget, _retarget, _mend, _mend),
)


def _slot(tree: Json, random: Random) -> Iterator[tuple[Any, Any]]:
    """A place in the tree, as what it is in and its key there; none in a tree without any."""
    full = [each for each in containers(tree) if each]
    if full:
        place = random.choice(full)
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        yield place, random.choice(keys)


def _put(place: Container, key: str | int, value: Json, random: Random) -> None:
    if isinstance(place, dict):
        place[str(key)] = value
    else:
        place.insert(random.randint(0, len(place)), value)


def _pointers(tree: Json, at: str) -> Iterator[str]:
    yield at
    if isinstance(tree, dict):
        for key, value in tree.items():
            token = key.replace("~", "~0").replace("/", "~1")
            yield from _pointers(value, f"{at}/{token}")
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _pointers(value, f"{at}/{index}")
