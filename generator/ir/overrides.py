"""Facts about an API that a user configures because its document omits or misstates them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.ir.http import Conventions
from generator.ir.paging import Paging


@dataclass(frozen=True, slots=True)
class ApiOverrides:
    """Configured facts that take precedence over detected ones.

    Attributes:
        paging: paging rules by pattern of the operations that they apply to, in the form of
            `operation_patterns.parse_pattern`; None for operations that do not page. Parameters
            are names or dotted paths, and `items` is empty where the document decides.
        conventions: the conventions of the API; None keeps those that are detected.
    """

    paging: Mapping[str, Paging | None] = field(default_factory=dict)
    conventions: Conventions | None = None


NO_OVERRIDES = ApiOverrides()
