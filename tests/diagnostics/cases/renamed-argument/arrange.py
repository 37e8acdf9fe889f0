"""A client that was built when operations had no option `extra_query`."""

from __future__ import annotations

import pytest

from generator.cli import run
from generator.naming import names


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    with monkeypatch.context() as patch:
        patch.setattr(names, "ARGUMENT_NAMES", names.ARGUMENT_NAMES - {"extra_query"})
        run(["build", "document.yaml", "-o", "client", "-q"])
    return []
