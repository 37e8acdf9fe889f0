# SPDX-License-Identifier: MIT
"""A property that is computed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, cast, overload

_T_co = TypeVar("_T_co", covariant=True)


class cached_attribute(Generic[_T_co]):
    """A property that is computed on first use, and an attribute of the object from then on.

    `functools.cached_property` of Python 3.11 has a lock for all objects of a class. A child that
    is forked while a thread holds it would wait for ever.
    """

    def __init__(self, compute: Callable[[Any], _T_co]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> _T_co: ...
    def __get__(self, instance: object, owner: type) -> Self | _T_co:
        if instance is None:
            return self
        # Of several threads that compute it at once, all get the same value.
        value = vars(instance).setdefault(self._name, self._compute(instance))
        return cast(_T_co, value)
