"""Two files that are one where case makes no difference."""

from __future__ import annotations

import pytest

from generator.output import OutputFile
from generator.workflows import compile_client as compile


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def twice(*_: object) -> tuple[OutputFile, ...]:
        return (OutputFile("pet.py", b""), OutputFile("Pet.py", b""))

    monkeypatch.setattr(compile, "render", twice)
    return []
