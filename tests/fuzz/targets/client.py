"""`codegen diff` of a client that was edited: any edit gives a report or diagnostics.

An input is a JSON list of edits to the client of `manifest.yaml`. `[module, index, count, code]`
replaces `count` tokens of a module by `code`. Modules are parsed and never run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from shutil import copytree

from generator.interface_diff.compare.compare_interfaces import compare_interfaces
from generator.interface_diff.interface.from_client import interface_from_client
from generator.output import OutputError
from tests.fuzz.mutations import Json
from tests.fuzz.seeds import as_json
from tests.fuzz.targets.diff import check_report
from tests.fuzz.targets.json_mutator import read_tree
from tests.fuzz.targets.manifest import client_folder
from tests.fuzz.targets.target import Target

_TOKEN = re.compile(r"\w+|\s+|.")
_MAX_EDITS = 6
# Python that codegen does not write, or writes elsewhere.
_FRAGMENTS = (
    *("None", "0", "...", "''", '"a.b"', "-1", "1e9999", "[]", "()", "{}", "{**a}"),
    *("lambda: 0", "a.b.c", "x[y]", "x[()]", "*x", "**x", "not a", "f'{x}'", "a if b"),
    *(
        "Unset",
        "UNSET",
        "list[",
        "dict[str, ",
        "Literal[",
        " | ",
        "Any",
        "self",
        "pass",
    ),
    *("\n", "    ", ":", ",", "=", "(", ")", "]", "@property\n", "del x", "x: y = z"),
    *("\0", "\ud800", "1_0", "b''", "é", "\u202e", "9" * 5000, "-" * 3000, "(" * 300),
)


def check_client(content: bytes, folder: Path) -> bool:
    """Read an edited client; return whether its interface can be read.

    Args:
        content: the edits.
        folder: an empty folder to copy the client to.

    Raises:
        Exception: a defect in codegen; no client may cause it.
    """
    edits = read_tree(content)
    if not _are_edits(edits):
        return False
    original, client = client_folder(), folder / "client"
    copytree(original, client)
    for module, index, count, code in edits:
        tokens = _TOKEN.findall((client / module).read_text("utf-8", "replace"))
        tokens[index : index + count] = [code]
        source = "".join(tokens).encode("utf-8", "surrogatepass")
        (client / module).write_bytes(source)
    try:
        edited = interface_from_client(client)
    except OutputError:
        return False
    whole = interface_from_client(original)
    assert not compare_interfaces(edited, edited)
    check_report(edited, whole, tuple(compare_interfaces(edited, whole)))
    check_report(whole, edited, tuple(compare_interfaces(whole, edited)))
    return True


def _are_edits(value: Json) -> bool:
    return isinstance(value, list) and all(
        isinstance(edit, list)
        and [type(part) for part in edit] == [str, int, int, str]
        and edit[0] in _modules()
        and min(edit[1:3]) >= 0
        for edit in value
    )


@cache
def _modules() -> Mapping[str, Sequence[str]]:
    """The tokens of each module of the client, by path."""
    client = client_folder()
    return {
        path.relative_to(client).as_posix(): _TOKEN.findall(path.read_text("utf-8"))
        for path in sorted(client.rglob("*.py"))
    }


@dataclass(frozen=True, slots=True)
class EditMutator:
    """Adds, replaces and removes edits."""

    def mutate(self, data: bytes, random: Random) -> bytes | None:
        """Mutate edits; None if `data` is no list of them."""
        edits = read_tree(data)
        if not _are_edits(edits):
            return None
        if len(edits) >= _MAX_EDITS or (edits and random.random() < 0.3):
            del edits[random.randrange(len(edits))]
        edits.insert(random.randrange(len(edits) + 1), _random_edit(random))
        return as_json(edits)

    def cross_over(self, data: bytes, other: bytes, random: Random) -> bytes | None:
        """Combine two lists of edits; None if one of the inputs is no such list."""
        edits, others = read_tree(data), read_tree(other)
        if not _are_edits(edits) or not _are_edits(others):
            return None
        return self.mutate(as_json([*edits, *others][:_MAX_EDITS]), random)


def _random_edit(random: Random) -> Json:
    module = random.choice([*_modules()])
    donor = _modules()[random.choice((module, *_modules()))]
    start = random.randrange(len(donor))
    copied = "".join(donor[start : start + random.choice((1, 1, 3, 8, 20))])
    code = random.choice(("", copied, copied, random.choice(_FRAGMENTS)))
    index = random.randrange(len(_modules()[module]))
    return [module, index, random.choice((0, 1, 1, 2, 5, 20)), code]


def _seeds() -> Sequence[bytes]:
    """The client as it is, and with statements that codegen does not write."""
    return [
        as_json(edits)
        for edits in (
            [],
            [["models/order.py", 0, 0, "import os\n"]],
            [["resources/orders.py", 0, 0, "x = 1\n"], ["errors.py", 0, 0, "\n"]],
        )
    ]


CLIENT = Target(
    name="client",
    check=check_client,
    seeds=_seeds,
    raw_seeds=_seeds,
    mutator=EditMutator,
)
