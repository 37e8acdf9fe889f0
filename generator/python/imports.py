"""The imports of a generated module: each once, sorted, in groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.python.expressions import Import

# `from` imports, grouped: each module with the names it gives, both in order.
ImportGroup: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]

_AS = " as "


@dataclass(frozen=True, slots=True)
class Imports:
    """What a module imports: from the standard library and from the client, to run or for types."""

    standard: ImportGroup
    local: ImportGroup
    typing_standard: ImportGroup
    typing_local: ImportGroup

    @property
    def are_apart(self) -> bool:
        """Whether an empty line divides the standard library's from the client's own."""
        return bool(self.standard and self.local)

    @property
    def are_typing_only_apart(self) -> bool:
        return bool(self.typing_standard and self.typing_local)

    @property
    def has_typing_only(self) -> bool:
        return bool(self.typing_standard or self.typing_local)


def import_block(
    package: str,
    needed: set[Import],
    typing_only: set[Import],
) -> Imports:
    """The imports of a module in `package` ("" for the client's root), each once and sorted."""
    typing_only = typing_only - needed
    if typing_only:
        needed = needed | {Import("typing", "TYPE_CHECKING")}
    return Imports(
        standard=_group(package, {each for each in needed if not _is_local(each)}),
        local=_group(package, {each for each in needed if _is_local(each)}),
        typing_standard=_group(
            package, {each for each in typing_only if not _is_local(each)}
        ),
        typing_local=_group(package, {each for each in typing_only if _is_local(each)}),
    )


def imported(name: str, spelt: str) -> str:
    """A name as it is imported, to be called `spelt` in the module."""
    return name if name == spelt else f"{name}{_AS}{spelt}"


def _is_local(each: Import) -> bool:
    return each.module.startswith(".")


def _group(package: str, imports: set[Import]) -> ImportGroup:
    names: dict[tuple[str, str], list[str]] = {}
    for each in imports:
        # What is called otherwise has a statement of its own.
        alone = each.name if _AS in each.name else ""
        module = _relative(each.module, package)
        names.setdefault((module, alone), []).append(each.name)
    return tuple(
        (module, tuple(sorted(names[module, alone], key=name_order)))
        for module, alone in sorted(
            names, key=lambda key: (_import_order(key[0]), key[1])
        )
    )


def _relative(module: str, package: str) -> str:
    """`.models.customer` as a module in `package` spells it: `.customer`, `..models.customer`."""
    if not module.startswith(".") or not package:
        return module
    inside = f".{package}."
    return f".{module[len(inside):]}" if module.startswith(inside) else f".{module}"


def name_order(name: str) -> tuple[bool, bool, str]:
    """Constants, then classes, then functions, each by name."""
    return not name.isupper(), not name[:1].isupper(), name


def _import_order(module: str) -> tuple[int, str]:
    """Modules farther up before nearer ones, then by name."""
    dots = len(module) - len(module.lstrip("."))
    return -dots, module
