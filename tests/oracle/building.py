"""Build many clients in one process, without the cost that is the same for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from generator.openapi.validation.process import ValidationProcess
from generator.render import render
from generator.render.environment import environment
from generator.render.templates import template_loader


@contextmanager
def quick_builds() -> Iterator[None]:
    """Validate in this process instead of a second one, and compile the templates once.

    A build falls back to that where no second process can start, so its result is the same.
    """
    templates = environment(template_loader())

    def shared_environment(*arguments: Any, **options: Any) -> Any:
        return templates

    with (
        patch.object(ValidationProcess, "start", ValidationProcess),
        patch.object(render, "environment", shared_environment),
    ):
        yield
