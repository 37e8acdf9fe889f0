"""How many examples the slow property tests try: a few, or as many as CODEGEN_EXAMPLES says.

CODEGEN_EXAMPLES=5000 pytest tests/hostile
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_ASKED = os.environ.get("CODEGEN_EXAMPLES")


def examples(usually: int) -> settings:
    """So many examples, however hard they are to make; or as many as the environment asks for."""
    return settings(
        max_examples=int(_ASKED) if _ASKED else usually,
        suppress_health_check=list(HealthCheck),
    )
