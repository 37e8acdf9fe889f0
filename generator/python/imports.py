"""Import statements of a generated module: deduplicated, sorted and grouped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.python.expressions import Import

# `from` imports: each module with the names imported from it, both sorted.
ImportGroup: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]

_AS = " as "


@dataclass(frozen=True, slots=True)
class Imports:
    """The import statements of a module: at run time and under `TYPE_CHECKING`.

    Each group is split into the standard library's modules and the client's own (`local`).
    """

    standard: ImportGroup
    local: ImportGroup
    typing_standard: ImportGroup
    typing_local: ImportGroup

    @property
    def are_apart(self) -> bool:
        """Whether an empty line separates standard library and local imports."""
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
    """Return the imports of a module in `package` (`""` for the client's root).

    `needed` are imported at run time, `typing_only` under `TYPE_CHECKING` unless also needed.
    """
    typing_only = typing_only - needed
    if typing_only:
        needed = needed | {Import("typing", "TYPE_CHECKING")}
    return Imports(
        standard=_group(package, _standard(needed)),
        local=_group(package, _local(needed)),
        typing_standard=_group(package, _standard(typing_only)),
        typing_local=_group(package, _local(typing_only)),
    )


def imported(name: str, spelt: str) -> str:
    """Return `name` or `name as spelt`, the item of an import that binds `spelt`."""
    return name if name == spelt else f"{name}{_AS}{spelt}"


def _standard(imports: set[Import]) -> set[Import]:
    return imports - _local(imports)


def _local(imports: set[Import]) -> set[Import]:
    return {import_ for import_ in imports if import_.module.startswith(".")}


def _group(package: str, imports: set[Import]) -> ImportGroup:
    names: dict[tuple[str, str], list[str]] = {}
    for import_ in imports:
        # Like isort: an import with `as` is a statement of its own.
        alone = import_.name if _AS in import_.name else ""
        module = _relative(import_.module, package)
        names.setdefault((module, alone), []).append(import_.name)
    return tuple(
        (module, tuple(sorted(names[module, alone], key=name_order)))
        for module, alone in sorted(
            names, key=lambda key: (_import_order(key[0]), key[1])
        )
    )


def _relative(module: str, package: str) -> str:
    """Return `.models.customer` relative to `package`: `.customer` or `..models.customer`."""
    if not module.startswith(".") or not package:
        return module
    inside = f".{package}."
    return f".{module[len(inside):]}" if module.startswith(inside) else f".{module}"


def name_order(name: str) -> tuple[bool, bool, str]:
    """Sort constants, then classes, then functions, each alphabetically."""
    return not name.isupper(), not name[:1].isupper(), name


def _import_order(module: str) -> tuple[int, str]:
    """Sort parent packages' modules before siblings, then alphabetically."""
    dots = len(module) - len(module.lstrip("."))
    return -dots, module
