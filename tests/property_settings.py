"""How many examples the slow property tests try.

A few; with --slow more; or as many as CODEGEN_EXAMPLES says:

    CODEGEN_EXAMPLES=5000 pytest tests/hostile
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# The profiles of hypothesis that tests/conftest.py chooses from.
USUAL, THOROUGH = "codegen", "codegen-slow"

ASKED = os.environ.get("CODEGEN_EXAMPLES")


def example_count(usually: int, with_slow: int | None = None) -> int:
    """How many examples to try; without `with_slow`, --slow changes nothing."""
    if ASKED:
        return int(ASKED)
    is_thorough = settings.get_current_profile_name() == THOROUGH
    return with_slow if is_thorough and with_slow is not None else usually


def examples(usually: int, with_slow: int | None = None) -> settings:
    """Settings for `example_count` examples, however hard they are to make."""
    return settings(
        max_examples=example_count(usually, with_slow),
        suppress_health_check=list(HealthCheck),
    )
