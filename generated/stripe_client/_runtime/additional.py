"""The properties of an object that the document does not name, as an attribute of its model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, Self, TypeVar, cast, overload

from .shapes import UNKNOWN

_T = TypeVar("_T")


class AdditionalProperties(Generic[_T]):
    """The properties that the document does not name, by wire name; they are kept and sent.

    Where it says what they are, a model has `AdditionalProperties["Part"]()`.
    """

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> dict[str, _T]: ...
    def __get__(self, instance: object, owner: type) -> Self | dict[str, _T]:
        if instance is None:
            return self
        slot = getattr(owner, UNKNOWN)
        try:
            return cast(dict[str, _T], slot.__get__(instance))
        except AttributeError:
            properties: dict[str, _T] = {}
            slot.__set__(instance, properties)
            return properties

    def __set__(self, instance: object, properties: Mapping[str, _T]) -> None:
        getattr(type(instance), UNKNOWN).__set__(instance, dict(properties))

    @property
    def values(self) -> Any:
        """The type of each value, as an annotation; `Any` where the document says nothing."""
        # What typing keeps of `AdditionalProperties[int]()`; there is no public way to it.
        made_of: Any = getattr(self, "__orig_class__", None)
        return Any if made_of is None else made_of.__args__[0]
