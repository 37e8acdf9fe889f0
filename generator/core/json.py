"""The type of JSON, YAML and TOML values.

A document comes from outside. Its values have no narrower type until `generator.openapi` has parsed
them to nodes. This alias is the only `Any` for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Any
JsonObject: TypeAlias = Mapping[str, Any]
