"""The type of what JSON (or YAML, or TOML) can say: the one place where types are left open.

A document comes from outside. What it holds is known only where it is looked at, so its values have
no narrower type until `spec` has made nodes of them.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = Any
