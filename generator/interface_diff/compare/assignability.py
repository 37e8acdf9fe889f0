"""Whether values of one annotation fit another one: by subtyping, and by the shape of classes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.interface_diff.interface.annotations import (
    ANY,
    Annotation,
    Constant,
    Generic,
    Member,
    Named,
    members,
    union_of,
)
from generator.interface_diff.interface.client_interface import (
    Alias,
    ClientInterface,
    Model,
)

Aliases = Mapping[str, Annotation]
_INVARIANT = ("list", "dict")
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

    Recursive aliases, and those in `excluded`, keep their names.
    """
    parts: list[Annotation] = []
    for member in members(annotation):
        match member:
            case Named(name) if name in aliases and name not in excluded:
                parts.append(expand_aliases(aliases[name], aliases, excluded | {name}))
            case Generic(base, arguments):
                expanded = (
                    expand_aliases(argument, aliases, excluded)
                    for argument in arguments
                )
                parts.append(Generic(base, tuple(expanded)))
            case _:
                parts.append(member)
    return union_of(parts)


def accepts(
    wide: Annotation,
    narrow: Annotation,
    accepts_class: Callable[[str, str], bool] = lambda wide, narrow: False,
    *,
    is_strict: bool = False,
) -> bool:
    """Whether every value of `narrow` is a value of `wide`; aliases must be expanded.

    Args:
        wide: the annotation that has to accept the values.
        narrow: the annotation of the values.
        accepts_class: decides for two different classes, the wide one first.
        is_strict: judge lists and dicts as type checkers do: as invariant (PEP 484, "Covariance
            and contravariance"), so that a variable of type `list[int]` is no `list[int | str]`.
    """
    # A constant accepts only itself, and an enum may have thousands of them.
    candidates = [
        member for member in members(wide) if not isinstance(member, Constant)
    ]
    return all(
        any(
            _member_accepts(candidate, member, accepts_class, is_strict)
            for candidate in candidates
        )
        for member in members(narrow) - members(wide)
    )


def _member_accepts(
    wide: Member,
    narrow: Member,
    accepts_class: Callable[[str, str], bool],
    is_strict: bool,
) -> bool:
    match wide, narrow:
        case _ if wide == ANY:
            return True
        case Named(wide_name), Constant(source):
            return wide_name == _constant_type(source)
        case Named(wide_name), Named(narrow_name):
            return (
                wide_name == narrow_name
                or wide_name in _SUPERTYPES.get(narrow_name, ())
                or accepts_class(wide_name, narrow_name)
            )
        case Generic(wide_base, wide_arguments), Generic(narrow_base, narrow_arguments):
            if wide_base != narrow_base and wide_base not in _SUPERTYPES.get(
                narrow_base, ()
            ):
                return False
            is_invariant = is_strict and wide_base in _INVARIANT
            return len(wide_arguments) == len(narrow_arguments) and all(
                _element_accepts(
                    wide_argument,
                    narrow_argument,
                    accepts_class,
                    is_strict,
                    is_invariant,
                )
                for wide_argument, narrow_argument in zip(
                    wide_arguments, narrow_arguments, strict=True
                )
            )
        case _:
            return False


def _element_accepts(
    wide: Annotation,
    narrow: Annotation,
    accepts_class: Callable[[str, str], bool],
    is_strict: bool,
    is_invariant: bool,
) -> bool:
    if is_invariant and ANY in (wide, narrow):
        return True
    return accepts(wide, narrow, accepts_class, is_strict=is_strict) and (
        not is_invariant or accepts(narrow, wide, accepts_class, is_strict=is_strict)
    )


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
        # Results by (old class, new class). A pair counts as compatible while its fields are
        # compared, which ends the recursion of classes that contain themselves.
        self._accepted: dict[tuple[str, str], bool] = {}
        self._returned: dict[tuple[str, str], bool] = {}

    def still_accepts(self, old: Annotation, new: Annotation) -> bool:
        """Whether `new` accepts every value of `old` if classes are passed as mappings."""
        return accepts(
            expand_aliases(new, self.new_aliases),
            expand_aliases(old, self.old_aliases),
            self._class_still_accepts,
        )

    def still_returns(self, old: Annotation, new: Annotation) -> bool:
        """Whether code that reads the fields of values of `old` can read values of `new`."""
        return accepts(
            expand_aliases(old, self.old_aliases),
            expand_aliases(new, self.new_aliases),
            self._class_still_returns,
        )

    def returns_same(self, old: Annotation, new: Annotation) -> bool:
        """Whether every value of `new` is of a class that `old` has as well."""
        return accepts(
            expand_aliases(old, self.old_aliases), expand_aliases(new, self.new_aliases)
        )

    def _class_still_accepts(self, new: str, old: str) -> bool:
        """Whether the new class has all fields of the old one and requires no others."""
        if old not in self._old_models or new not in self._new_models:
            return False
        if (old, new) not in self._accepted:
            self._accepted[old, new] = True
            old_fields = {
                field.wire_name: field for field in self._old_models[old].fields
            }
            new_fields = {
                field.wire_name: field for field in self._new_models[new].fields
            }
            self._accepted[old, new] = (
                old_fields.keys() <= new_fields.keys()
                and all(
                    name in old_fields and old_fields[name].required
                    for name, field in new_fields.items()
                    if field.required
                )
                and all(
                    self.still_accepts(field.annotation, new_fields[name].annotation)
                    for name, field in old_fields.items()
                )
            )
        return self._accepted[old, new]

    def _class_still_returns(self, old: str, new: str) -> bool:
        """Whether the new class has all fields of the old one, with compatible types."""
        if old not in self._old_models or new not in self._new_models:
            return False
        if (old, new) not in self._returned:
            self._returned[old, new] = True
            new_fields = {field.name: field for field in self._new_models[new].fields}
            self._returned[old, new] = all(
                field.name in new_fields
                and self.still_returns(
                    field.annotation, new_fields[field.name].annotation
                )
                for field in self._old_models[old].fields
            )
        return self._returned[old, new]


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
