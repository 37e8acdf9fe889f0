from __future__ import annotations

from generator.runtime.models.model import Model, model


@model
class Address(Model):
    """Where somebody lives."""

    city: str | None = None
    line1: str | None = None
