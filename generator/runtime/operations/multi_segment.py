# SPDX-License-Identifier: MIT
"""Path parameters whose values contain slashes, such as the path of a file."""

from __future__ import annotations

from typing import Any

from .plain_values import escape_component, flatten
from .styles import StyledParameter, encode_path_value


class MultiSegmentParameter(StyledParameter):
    """A path parameter that spans segments: slashes in its value, or a list's items, divide them.

    Every other reserved character is escaped. `.` and `..` are not allowed as segments, like in
    other parameters, nor are empty ones, which many servers drop; the last one may be empty.
    """

    __slots__ = ()

    def path_string(self, value: Any) -> str:
        segments = "/".join(flatten(value)).split("/")
        if "" in segments[:-1]:
            raise ValueError(f"{self.name} has an empty segment: it is part of the URL")
        return "/".join(
            encode_path_value(self, segment, escape_component) for segment in segments
        )
