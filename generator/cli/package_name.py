"""The name of a package for a document that was given without one."""

from __future__ import annotations

import re

from generator.source.load import Location

_NOT_IN_A_NAME = re.compile(r"[^0-9A-Za-z]+")


def default_package(spec: Location) -> str:
    """`stripe_2026_05_27_client` for `specs/stripe-2026-05-27.json`, in a folder or at a URL."""
    stem = _NOT_IN_A_NAME.sub("_", spec.stem).strip("_").lower() or "api"
    return f"{'api_' if stem[0].isdigit() else ''}{stem}_client"
