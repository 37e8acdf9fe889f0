"""The part of an API that a client has: selected of the whole, under the names of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.frontend.analyze import Whole
from generator.ir.api import Api
from generator.ir.reachability import slice_api
from generator.ir.remove_expansions import remove_expansions
from generator.ir.types import TypeId
from generator.naming.locking import KeptName
from generator.naming.names import Names
from generator.naming.part import names_of_part
from generator.naming.type_names import dict_name
from generator.openapi.path_items import METHODS
from generator.slicing.selection import Selection, select, tagged_webhooks

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Reach:
    """How many named schemas a part has, with its expandable fields whole and as identifiers."""

    schemas: int
    without_expansions: int

    @property
    def can_be_cut(self) -> bool:
        """Whether there is less without what the fields expand to."""
        return self.without_expansions < self.schemas


@dataclass(frozen=True, slots=True)
class Part:
    """What a client has: what it is made from, and what all of that is called, as in the whole.

    `kept_names` would be others without the lock. `operations` are the keys of those that were
    asked for; they and `reach` are None for a whole.
    """

    api: Api
    names: Names
    kept_names: tuple[KeptName, ...] = ()
    operations: tuple[str, ...] | None = None
    reach: Reach | None = None


def select_part(
    whole: Whole,
    selection: Selection,
    cut_expansions: bool,
    diagnostics: Diagnostics,
) -> Part:
    """The part that `selection` means of a whole.

    With `cut_expansions` expandable fields are identifiers, and nothing beyond is in it. Notes
    what the selection asks for and the document does not have.
    """
    operations = select(whole.document, selection, diagnostics)
    if operations is None:
        api = remove_expansions(whole.api) if cut_expansions else whole.api
        return Part(api, whole.names, whole.kept_names)
    cut = remove_expansions(whole.api)
    types = tuple(_types(selection.types, whole.names, diagnostics))
    keys = frozenset(operations)
    sent = {
        *tagged_webhooks(whole.document, selection),
        *_webhooks(selection.webhooks, whole, diagnostics),
    }
    large, small = (slice_api(each, keys, types, sent) for each in (whole.api, cut))
    kept = small if cut_expansions else large
    reach = Reach(_named(large), _named(small))
    names = names_of_part(whole.names, kept)
    return Part(kept, names, _kept_in(names, whole.kept_names), operations, reach)


def _kept_in(names: Names, kept: Iterable[KeptName]) -> tuple[KeptName, ...]:
    mentioned = set(names.types.values())
    for each in names.operations.values():
        mentioned |= {each.function, each.method.path, "/".join(each.resource)}
    return tuple(each for each in kept if each.name in mentioned)


def told_of_part(whole: Whole, part: Part) -> Diagnostics:
    """Of what was found in a whole, what concerns a part of it."""
    told = Diagnostics()
    if part.operations is None:
        told.extend(whole.found)
        return told
    told.extend(each for each in whole.found if _concerns(each.at, part.api))
    return told


def _concerns(at: Pointer | None, part: Api) -> bool:
    """Whether a place in the document is in a part of it, or in no operation and no schema."""
    match at.tokens if at is not None else ():
        case ("paths", path, method, *_) if method in METHODS:
            return any(
                (each.path, each.method.lower()) == (path, method)
                for each in part.operations
            )
        case ("paths", path, *_):
            return any(each.path == path for each in part.operations)
        case ("components", "schemas", name, *_):
            return any(
                each.location.owner == name for each in part.definitions.values()
            )
        case ("webhooks", name, *_):
            return any(
                each.at.tokens[:2] == ("webhooks", name) for each in part.webhooks
            )
        case _:
            return True


def _types(
    wanted: Iterable[str], names: Names, diagnostics: Diagnostics
) -> Iterator[TypeId]:
    """The definitions of these classes, TypedDicts among them, by their names."""
    known = {name: id_ for id_, name in names.types.items()}
    known |= {dict_name(name): id_ for id_, name in names.types.items()}
    return _called("unknown-type", wanted, known, diagnostics)


def _webhooks(
    wanted: Iterable[str], whole: Whole, diagnostics: Diagnostics
) -> Iterator[Pointer]:
    """The places of the requests that are read under these names."""
    known = {whole.names.webhooks[each.key]: each.at for each in whole.api.webhooks}
    return _called("unknown-webhook", wanted, known, diagnostics)


def _called(
    code: str, wanted: Iterable[str], known: Mapping[str, _T], diagnostics: Diagnostics
) -> Iterator[_T]:
    """What is called like this in Python; a name that nothing has is told under `code`."""
    for name in wanted:
        if name in known:
            yield known[name]
            continue
        close = get_close_matches(name, known, n=3)
        diagnostics.error(
            code,
            f"the document has nothing that is called {name!r} in Python",
            None,
            f"did you mean {' or '.join(close)}?" if close else None,
        )


def _named(api: Api) -> int:
    return sum(each.is_named for each in api.definitions.values())
