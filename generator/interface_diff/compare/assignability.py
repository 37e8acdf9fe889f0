"""Whether values of one annotation fit another one: by subtyping, and by the shape of classes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set

from generator.interface_diff.interface.annotations import (
    ANY,
    Annotation,
    Constant,
    Generic,
    Member,
    Named,
    format_annotation,
    members,
    union_of,
)
from generator.interface_diff.interface.client_interface import (
    Alias,
    ClientInterface,
    Model,
)

Aliases = Mapping[str, Annotation]
_ClassTest = Callable[[str, str], bool]
_INVARIANT = ("list", "dict")
# Aliases expanded in one annotation, in total and inside of each other. Two aliases with two
# references each expand to four, thirty of them to a billion.
_MAX_EXPANDED_ALIASES = 50
_MAX_ALIASES_INSIDE = 10
# Members of unions that two annotations compare with each other.
_MAX_COMPARISONS = 10_000
# Pairs of classes compared by their fields.
_MAX_CLASS_PAIRS = 50_000
# Supertypes of builtins. An `int` may be passed where a float is expected (PEP 484, "The numeric
# tower"), and a `bool` is an `int`.
_SUPERTYPES = {
    "bool": ("int", "float"),
    "int": ("float",),
    "list": ("Sequence",),
    "dict": ("Mapping",),
}


def expand_aliases(
    annotation: Annotation, aliases: Aliases, excluded: frozenset[str] = frozenset()
) -> Annotation:
    """Return `annotation` with aliases replaced by their values.

    Recursive aliases, those in `excluded`, and those beyond a limit keep their names.
    """
    expansion = _AliasExpansion(aliases, excluded)
    expanded = expansion.expand(annotation)
    if not expansion.is_limited:
        return expanded
    # Which aliases are within the limit must not depend on the order of a set.
    return _AliasExpansion(aliases, excluded, is_ordered=True).expand(annotation)


class _AliasExpansion:
    """One expansion. `is_limited` says whether it left out aliases because of the limit."""

    def __init__(
        self, aliases: Aliases, excluded: frozenset[str], is_ordered: bool = False
    ) -> None:
        self.is_limited = False
        self._is_ordered = is_ordered
        self._sorted: dict[Annotation, list[Member]] = {}
        self._aliases = aliases
        self._excluded = excluded
        self._left = _MAX_EXPANDED_ALIASES
        self._inside: list[str] = []

    def expand(self, annotation: Annotation) -> Annotation:
        parts: list[Annotation] = []
        union: Iterable[Member] = members(annotation)
        if self._is_ordered:
            if annotation not in self._sorted:
                self._sorted[annotation] = sorted(union, key=format_annotation)
            union = self._sorted[annotation]
        for member in union:
            match member:
                case Named(name) if self._is_expanded(name):
                    self._left -= 1
                    self._inside.append(name)
                    parts.append(self.expand(self._aliases[name]))
                    self._inside.pop()
                case Generic(base, arguments):
                    parts.append(Generic(base, tuple(map(self.expand, arguments))))
                case _:
                    parts.append(member)
        return union_of(parts)

    def _is_expanded(self, name: str) -> bool:
        if name not in self._aliases or name in self._excluded or name in self._inside:
            return False
        is_within = self._left > 0 and len(self._inside) < _MAX_ALIASES_INSIDE
        self.is_limited |= not is_within
        return is_within


def accepts(
    wide: Annotation,
    narrow: Annotation,
    accepts_class: Callable[[str, str], bool] | None = None,
    *,
    is_strict: bool = False,
) -> bool:
    """Whether every value of `narrow` is a value of `wide`; aliases must be expanded.

    Unions with very many different members on both sides count as incompatible.

    Args:
        wide: the annotation that has to accept the values.
        narrow: the annotation of the values.
        accepts_class: decides for two different classes, the wide one first.
        is_strict: judge lists and dicts as type checkers do: as invariant (PEP 484, "Covariance
            and contravariance"), so that a variable of type `list[int]` is no `list[int | str]`.
    """
    return _Assignability(accepts_class, is_strict).accepts(wide, narrow)


class _Assignability:
    """Decides for one pair of annotations, within a number of comparisons."""

    def __init__(
        self, accepts_class: Callable[[str, str], bool] | None, is_strict: bool
    ) -> None:
        self._accepts_class = accepts_class
        self._is_strict = is_strict
        self._left = _MAX_COMPARISONS
        # Results for the elements of invariant types, which are compared in both directions:
        # without them, every level would double the work. The keys are identities of annotations,
        # which live as long as the comparison.
        self._elements: dict[tuple[int, int], bool] = {}

    def accepts(self, wide: Annotation, narrow: Annotation) -> bool:
        candidates = members(wide)
        others = members(narrow) - candidates
        if not others or ANY in candidates:
            return True
        names = {member.name for member in candidates if isinstance(member, Named)}
        generics = [member for member in candidates if isinstance(member, Generic)]
        return all(self._has_supertype(member, names, generics) for member in others)

    def _has_supertype(
        self, member: Member, names: Set[str], generics: Iterable[Generic]
    ) -> bool:
        match member:
            case Constant(source):
                return _constant_type(source) in names
            case Generic():
                return any(self._accepts_generic(wide, member) for wide in generics)
            case Named(name):
                if name in names or not names.isdisjoint(_SUPERTYPES.get(name, ())):
                    return True
                return self._accepts_class is not None and any(
                    self._spend() and self._accepts_class(wide, name)
                    for wide in sorted(names)
                )

    def _accepts_generic(self, wide: Generic, narrow: Generic) -> bool:
        if wide.base != narrow.base and wide.base not in _SUPERTYPES.get(
            narrow.base, ()
        ):
            return False
        is_invariant = self._is_strict and wide.base in _INVARIANT
        accepts = self._accepts_invariant if is_invariant else self.accepts
        return (
            self._spend()
            and len(wide.arguments) == len(narrow.arguments)
            and all(map(accepts, wide.arguments, narrow.arguments))
        )

    def _accepts_invariant(self, wide: Annotation, narrow: Annotation) -> bool:
        if ANY in (wide, narrow):
            return True
        key = min(id(wide), id(narrow)), max(id(wide), id(narrow))
        if key not in self._elements:
            self._elements[key] = self.accepts(wide, narrow) and self.accepts(
                narrow, wide
            )
        return self._elements[key]

    def _spend(self) -> bool:
        """Account for one comparison of two members; whether it is within the limit."""
        self._left -= 1
        return self._left >= 0


def _constant_type(source: str) -> str:
    if source in ("True", "False"):
        return "bool"
    return "str" if source[:1] in "'\"" else "int"


class ClassShapes:
    """Compares the classes of two interfaces by their fields (structural subtyping).

    Attributes:
        old_aliases: the aliases of the old interface with their values.
        new_aliases: the aliases of the new interface with their values.
    """

    def __init__(self, old: ClientInterface, new: ClientInterface) -> None:
        self.old_aliases, self.new_aliases = _aliases(old), _aliases(new)
        self._old_models, self._new_models = _models(old), _models(new)
        self._accepted = _Assumptions(self._fields_still_accept)
        self._returned = _Assumptions(self._fields_still_return)

    def still_accepts(self, old: Annotation, new: Annotation) -> bool:
        """Whether `new` accepts every value of `old` if classes are passed as mappings."""
        return self._still_accepts(old, new, self._accepted.holds)

    def still_returns(self, old: Annotation, new: Annotation) -> bool:
        """Whether code that reads the fields of values of `old` can read values of `new`."""
        return self._still_returns(old, new, self._returned.holds)

    def returns_same(self, old: Annotation, new: Annotation) -> bool:
        """Whether every value of `new` is of a class that `old` has as well."""
        return accepts(
            expand_aliases(old, self.old_aliases), expand_aliases(new, self.new_aliases)
        )

    def _still_accepts(
        self, old: Annotation, new: Annotation, class_still_accepts: _ClassTest
    ) -> bool:
        return accepts(
            expand_aliases(new, self.new_aliases),
            expand_aliases(old, self.old_aliases),
            lambda wide, narrow: class_still_accepts(narrow, wide),
        )

    def _still_returns(
        self, old: Annotation, new: Annotation, class_still_returns: _ClassTest
    ) -> bool:
        return accepts(
            expand_aliases(old, self.old_aliases),
            expand_aliases(new, self.new_aliases),
            class_still_returns,
        )

    def _fields_still_accept(self, old: str, new: str, assume: _ClassTest) -> bool:
        """Whether the new class has all fields of the old one and requires no others."""
        if old not in self._old_models or new not in self._new_models:
            return False
        old_fields = {field.wire_name: field for field in self._old_models[old].fields}
        new_fields = {field.wire_name: field for field in self._new_models[new].fields}
        return (
            old_fields.keys() <= new_fields.keys()
            and all(
                name in old_fields and old_fields[name].required
                for name, field in new_fields.items()
                if field.required
            )
            and all(
                self._still_accepts(
                    field.annotation, new_fields[name].annotation, assume
                )
                for name, field in old_fields.items()
            )
        )

    def _fields_still_return(self, old: str, new: str, assume: _ClassTest) -> bool:
        """Whether the new class has all fields of the old one, with compatible types."""
        if old not in self._old_models or new not in self._new_models:
            return False
        new_fields = {field.name: field for field in self._new_models[new].fields}
        return all(
            field.name in new_fields
            and self._still_returns(
                field.annotation, new_fields[field.name].annotation, assume
            )
            for field in self._old_models[old].fields
        )


class _Assumptions:
    """A relation between old and new classes that depends on itself for the types of their fields.

    Every pair is assumed to be related until its fields show otherwise; then the pairs that relied
    on it are tested again. This is the greatest fixed point, as recursive classes need it. It is
    iterative, so that classes can be nested deeper than Python's stack.

    Args:
        test: whether two classes are related, given a function that decides for others.
    """

    def __init__(self, test: Callable[[str, str, _ClassTest], bool]) -> None:
        self._test = test
        self._results: dict[tuple[str, str], bool] = {}

    def holds(self, old: str, new: str) -> bool:
        """Whether the classes are related; beyond a number of pairs, none are."""
        if (old, new) not in self._results:
            self._solve((old, new))
        return self._results.get((old, new), False)

    def _solve(self, first: tuple[str, str]) -> None:
        dependents: dict[tuple[str, str], set[tuple[str, str]]] = {}
        pending: list[tuple[str, str]] = []

        def assume(old: str, new: str) -> bool:
            pair = old, new
            if pair not in self._results:
                if len(self._results) >= _MAX_CLASS_PAIRS:
                    return False
                self._results[pair] = True
                pending.append(pair)
            dependents.setdefault(pair, set()).add(current)
            return self._results[pair]

        current = first
        assume(*first)
        while pending:
            current = pending.pop()
            if self._results[current] and not self._test(*current, assume):
                self._results[current] = False
                pending.extend(sorted(dependents.get(current, ())))


def _aliases(interface: ClientInterface) -> Aliases:
    return {
        declared.name: declared.value
        for declared in interface.types
        if isinstance(declared, Alias)
    }


def _models(interface: ClientInterface) -> Mapping[str, Model]:
    return {
        declared.name: declared
        for declared in interface.types
        if isinstance(declared, Model)
    }
