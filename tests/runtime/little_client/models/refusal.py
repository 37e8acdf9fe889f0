from __future__ import annotations

from typing import Literal

from generator.runtime.models.model import Model, model


@model
class Reason(Model):
    code: str
    message: str
    cause: Refusal | None = None


@model
class Refusal(Model):
    error: Reason


@model
class ExpiredReason(Model):
    code: Literal["expired"]
    message: str


@model
class ExpiredRefusal(Model):
    error: ExpiredReason


@model
class LockedReason(Model):
    code: Literal["locked"]
    message: str


@model
class LockedRefusal(Model):
    error: LockedReason


@model
class DeepRefusal(Model):
    outer: ExpiredRefusal


@model
class OtherDeepRefusal(Model):
    outer: LockedRefusal
