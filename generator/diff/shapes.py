"""Classes of two interfaces by their shape: whether one can stand where the other stood."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diff.annotations import Annotation
from generator.diff.interface import Alias, Interface, Model
from generator.diff.variance import Aliases, covers, expanded


class Shapes:
    """The classes of an old and a new interface, side by side."""

    def __init__(self, old: Interface, new: Interface) -> None:
        self.aliases = (aliases_of(old), aliases_of(new))
        self._old, self._new = _models(old), _models(new)
        # A pair that is looked into already fits as far as one can tell from inside of it.
        self._taken: dict[tuple[str, str], bool] = {}
        self._given: dict[tuple[str, str], bool] = {}

    def takes_as_before(self, old: Annotation, new: Annotation) -> bool:
        """Whether `new` takes every value of `old`, where classes are given as mappings."""
        before, after = expanded(old, self.aliases[0]), expanded(new, self.aliases[1])
        return covers(after, before, self._takes)

    def gives_as_before(self, old: Annotation, new: Annotation) -> bool:
        """Whether `new` gives only what `old` gave, as far as one reads its fields."""
        before, after = expanded(old, self.aliases[0]), expanded(new, self.aliases[1])
        return covers(before, after, lambda wide, narrow: self._gives(narrow, wide))

    def _takes(self, new: str, old: str) -> bool:
        """Whether the new class has every field of the old one and needs no other."""
        if old not in self._old or new not in self._new:
            return False
        if (old, new) not in self._taken:
            self._taken[old, new] = True
            given = {each.wire_name: each for each in self._old[old].fields}
            fields = {each.wire_name: each for each in self._new[new].fields}
            self._taken[old, new] = (
                given.keys() <= fields.keys()
                and all(
                    name in given and given[name].required
                    for name, each in fields.items()
                    if each.required
                )
                and all(
                    self.takes_as_before(each.annotation, fields[name].annotation)
                    for name, each in given.items()
                )
            )
        return self._taken[old, new]

    def _gives(self, new: str, old: str) -> bool:
        """Whether the new class has every field of the old one, to be read as before."""
        if old not in self._old or new not in self._new:
            return False
        if (old, new) not in self._given:
            self._given[old, new] = True
            fields = {each.name: each for each in self._new[new].fields}
            self._given[old, new] = all(
                each.name in fields
                and self.gives_as_before(each.annotation, fields[each.name].annotation)
                for each in self._old[old].fields
            )
        return self._given[old, new]


def aliases_of(interface: Interface) -> Aliases:
    """What each alias of an interface stands for."""
    return {
        each.name: each.value for each in interface.types if isinstance(each, Alias)
    }


def _models(interface: Interface) -> Mapping[str, Model]:
    return {each.name: each for each in interface.types if isinstance(each, Model)}
