"""What is told of styles: where the specification does not say how a value is written.

Source: OpenAPI 3.1.1, section 4.8.12.6, Style Examples: the entries that are n/a.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Operation, Parameter
from generator.lower.kinds import Definitions, kinds_of, nests

_CODE = "undefined-style"
_HINT = "describe it by `content` with `application/json`, or in a style that says how"


def tell_of_undefined_styles(
    operations: Iterable[Operation], definitions: Definitions, diagnostics: Diagnostics
) -> None:
    """Notes the parameters that are sent in a way that only custom decides, each once."""
    told: set[Pointer] = set()
    for operation in operations:
        for parameter in operation.parameters:
            if parameter.at not in told and parameter.media_type is None:
                told.add(parameter.at)
                problem = _problem(parameter, definitions)
                if problem is not None:
                    message = f"the parameter {parameter.name!r}: {problem}"
                    diagnostics.warning(_CODE, message, parameter.at, _HINT)


def _problem(parameter: Parameter, definitions: Definitions) -> str | None:
    """What OpenAPI leaves open of a parameter, and what is sent. A single value is the same in
    every style, and brackets go as deep as they must, as all do that read `deepObject`.
    """
    style = parameter.style
    is_plain = kinds_of(parameter.type, definitions) <= {"primitive"}
    if style in ("spaceDelimited", "pipeDelimited") and parameter.explode:
        if not is_plain:
            return f"OpenAPI has no {style} that is exploded; it is sent as `form` is"
    elif style != "deepObject" and nests(parameter.type, definitions):
        return "OpenAPI does not say how what nests is sent in this style; JSON is sent"
    return None
