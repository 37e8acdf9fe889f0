from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, Union

from generator.runtime.models.model import Model, model, wire

if TYPE_CHECKING:
    from generator.runtime.models.formats import Date, DateTime, Int64String, UnixTime

    from .address import Address
    from .money import Moment

ErrorDetails: TypeAlias = Union[dict[str, "ErrorDetails"], "InnerErrors"]


@model
class InnerErrors(Model):
    errors: list[FieldError] = wire("_errors")


@model
class FieldError(Model):
    code: str
    message: str


@model
class Failure(Model):
    """A failure, with fields of many types."""

    code: int
    errors: ErrorDetails | None = None
    when: UnixTime | DateTime | None = None
    number: int | Int64String | None = None
    times: list[UnixTime] | list[DateTime] | list[Date] | None = None
    start: Literal["now"] | UnixTime | None = None
    moments: dict[str, list[Moment]] | None = None
    place: dict[str, str] | Address | None = None
    anything: Any = None
