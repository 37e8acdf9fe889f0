"""The type of JSON, YAML and TOML values, the check of a string, and JSON for output.

A document comes from outside. Its values have no narrower type until `generator.openapi` has parsed
them to nodes. This alias is the only `Any` for them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Any
JsonObject: TypeAlias = Mapping[str, Any]


def json_text(value: Json) -> str:
    """Serialize a value for a terminal or a log, indented by two spaces.

    Control and invisible characters are escaped, and so are commands that CI systems execute when
    they read them in a log (`##[error]`). Parsers return the same value.
    """
    # `##` only occurs inside strings.
    return json.dumps(value, indent=2).replace("##", r"#\u0023")


def require_string(value: Json) -> str:
    """Return `value`.

    Raises:
        TypeError: it is not a string.
    """
    if not isinstance(value, str):
        raise TypeError(f"expected a string, not {type(value).__name__}")
    return value
