"""Names in path templates, and operators that let a value span several segments.

OpenAPI 3.1.1 has no operators (section 4.8.2), but documents carry those of other systems:
`{+name}` of RFC 6570, section 3.2.3, and `{name+}` and `{name*}` of API gateways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

_EXPRESSION = re.compile(r"\{([^{}]+)\}")
_OPERATORS = re.compile(r"\{\+?([^{}]+?)[+*]*\}")


def template_names(path: str, declared: AbstractSet[str]) -> frozenset[str]:
    """Return the names in the braces of a path.

    Args:
        path: the path template.
        declared: names of the path parameters. A name with an operator is one of these without it.
    """
    return frozenset(_name(match[1], declared) for match in _EXPRESSION.finditer(path))


def without_operators(path: str, declared: Iterable[str]) -> tuple[str, frozenset[str]]:
    """Return a path without operators, and the names that have one.

    Example:
        /files/{+path}    →    /files/{path}, with path
    """
    names = frozenset(declared)
    found = {
        match[1]: _name(match[1], names)
        for match in _EXPRESSION.finditer(path)
        if match[1] not in names
    }
    marked = {expression: name for expression, name in found.items() if name in names}
    for expression, name in marked.items():
        path = path.replace(f"{{{expression}}}", f"{{{name}}}")
    return path, frozenset(marked.values())


def comparable_template(path: str) -> str:
    """Return a path for comparison, without any operator."""
    return _OPERATORS.sub(r"{\1}", path)


def _name(expression: str, declared: AbstractSet[str]) -> str:
    name = expression.removeprefix("+").rstrip("+*")
    return name if expression not in declared and name in declared else expression
