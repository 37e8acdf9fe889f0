from __future__ import annotations

from generator.runtime.models.model import Model, model


@model
class Address(Model):
    """A postal address."""

    city: str | None = None
    line1: str | None = None
