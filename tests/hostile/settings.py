"""How long the property tests look: some seconds, or as long as CODEGEN_EXAMPLES says.

CODEGEN_EXAMPLES=5000 pytest tests/hostile
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_ASKED = os.environ.get("CODEGEN_EXAMPLES")


def examples(usually: int) -> settings:
    """So many examples, the same in each run; or as many new ones as the environment asks for."""
    return settings(
        max_examples=int(_ASKED) if _ASKED else usually,
        derandomize=_ASKED is None,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
