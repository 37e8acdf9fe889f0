"""Find the operation that a path belongs to, however a server may read the path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.runtime.operations.path_segments import check_path, decode_path
from generator.runtime.tools.catalogue import CatalogueOperation

_PARAMETER: Final = re.compile(r"\{[^{}]*\}")
_UNSAFE: Final = re.compile(rb"[^!$&-;=@-Z_a-z~%]|%(?![0-9A-Fa-f]{2})")
_DIVIDERS: Final = ("/", "\\")


class PathError(ValueError):
    """A path that servers may read in different ways."""


@dataclass(frozen=True, slots=True)
class _Template:
    """A path template as an expression, and how specific it is: literal segments come first."""

    operation: CatalogueOperation
    expression: re.Pattern[str]
    rank: tuple[tuple[bool, int], ...]


class PathMatcher:
    """Finds operations by method and path.

    All operations of a document are known, also those that are not served: `/v1/charges/search` is
    never taken for `/v1/charges/{charge}`.
    """

    def __init__(self, operations: Iterable[CatalogueOperation]) -> None:
        self._templates: dict[str, list[_Template]] = {}
        for operation in operations:
            path = operation.path.partition("?")[0].partition("#")[0]
            template = _Template(operation, _compile(path), _rank(path))
            self._templates.setdefault(operation.method.upper(), []).append(template)

    def find(self, method: str, path: bytes) -> tuple[CatalogueOperation, ...]:
        """Return the operations with the most specific template that fits; empty if none does.

        Several operations have the same template if one returns a stream and another does not.

        Args:
            method: the method in upper case.
            path: the escaped path, below the server's base URL.

        Raises:
            PathError: the path has dot segments, empty or encoded segments, or characters that are
                not escaped: servers may read it as another path than the one matched here.
        """
        segments = list(_segments(path))
        readable = "/" + "/".join(segments)
        found = [
            template
            for template in self._templates.get(method, ())
            if template.expression.fullmatch(readable)
        ]
        if not found:
            return ()
        best = min(template.rank for template in found)
        return tuple(template.operation for template in found if template.rank == best)


def _segments(path: bytes) -> Iterator[str]:
    """Yield the segments of a path, decoded."""
    if not path.startswith(b"/") or _UNSAFE.search(path):
        raise PathError("the path has characters that must be escaped")
    text = path.decode("ascii")
    try:
        check_path(text)
        *outer, last = text[1:].split("/")
        for segment in outer if last == "" else [*outer, last]:
            decoded = decode_path(segment)
            if any(divider in decoded for divider in _DIVIDERS):
                raise PathError("the path has an encoded slash")
            # Some servers read what follows a semicolon as a parameter of the segment.
            name = decoded.partition(";")[0]
            if not name.strip():
                raise PathError("the path has an empty segment")
            yield name
        if last == "":
            yield ""
    except PathError:
        raise
    except ValueError as error:
        raise PathError(str(error)) from None


def _compile(template: str) -> re.Pattern[str]:
    """Compile a template; case is ignored, as some servers do."""
    literals = _PARAMETER.split(template)
    return re.compile("[^/]+".join(map(re.escape, literals)), re.IGNORECASE)


def _rank(template: str) -> tuple[tuple[bool, int], ...]:
    """Return for each segment whether it has a parameter, and how little of it is literal."""
    return tuple(
        (_PARAMETER.search(segment) is not None, -len(_PARAMETER.sub("", segment)))
        for segment in template.split("/")
    )
