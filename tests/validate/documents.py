"""Small documents to validate, and short forms of their diagnostics."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.core.diagnostics import Diagnostic
from generator.openapi.validation.validate import validate

OK = {"responses": {"200": {"description": ""}}}
VERSIONS = ["3.0.3", "3.1.0", "3.2.0"]
REPOSITORY = Path(__file__).parents[2]


def document(version: str, **fields: Any) -> dict[str, Any]:
    return {
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "paths": {},
        **copy.deepcopy(fields),
    }


def schemas(version: str, **named: Any) -> dict[str, Any]:
    return document(version, components={"schemas": named})


def only(tree: Mapping[str, Any]) -> Diagnostic:
    """The only diagnostic for a document."""
    [diagnostic] = validate(tree)
    return diagnostic


def codes_and_locations(tree: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(diagnostic.code, str(diagnostic.at)) for diagnostic in validate(tree)]
