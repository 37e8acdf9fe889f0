# SPDX-License-Identifier: MIT
"""Request bodies that are sent as they are: bytes, text or a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..http.uploads import (
    UploadStream,
    charset_of,
    is_file,
    media_type_for,
    named_file,
    upload_part,
)
from ..models.encode import EncodingError
from .bodies import ArgumentBody
from .endpoint import EncodedBody


class Raw(ArgumentBody):
    """Bytes, text or a file, sent as they are.

    A media type that is a range, such as `image/*`, is for the caller to make one of.
    """

    __slots__ = ()
    carries_files = True

    def __init__(self, name: str, media_type: str, *, required: bool = False) -> None:
        super().__init__(name, media_type, required)

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = arguments[self.name]
        if isinstance(value, str):
            return self._text(value)
        if not is_file(value):
            problem = f"a value of type {type(value).__qualname__} cannot be uploaded"
            raise EncodingError(problem).under(self.name)
        filename, content, told, headers = named_file(value)
        if headers:
            problem = "its headers: only a part of a multipart body has some of its own"
            raise EncodingError(problem).under(self.name)
        media_type = told or media_type_for(self.media_type, filename)
        if media_type is None:
            raise self._undecided()
        if isinstance(content, bytes):
            return content, media_type
        return UploadStream([upload_part(content)]), media_type

    def _text(self, value: str) -> EncodedBody:
        if "*" in self.media_type:
            raise self._undecided()
        try:
            return value.encode(charset_of(self.media_type)), self.media_type
        except ValueError as error:
            problem = f"it cannot be sent as {self.media_type}: {error}"
            raise EncodingError(problem).under(self.name) from error

    def _undecided(self) -> EncodingError:
        problem = f"say which media type it is, of {self.media_type}: (name, content, media_type)"
        return EncodingError(problem).under(self.name)
