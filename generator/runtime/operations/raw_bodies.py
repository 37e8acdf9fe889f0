# SPDX-License-Identifier: MIT
"""Send request bodies unchanged: bytes, text or a file."""

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
from ..models.encode import EncodingError, require_text
from .bodies import ArgumentBody
from .endpoint import EncodedBody


class Raw(ArgumentBody):
    """A body of bytes, text or a file that is sent unchanged.

    If the declared media type is a range (`image/*`), it is inferred from the file's name, or the
    caller passes it: `(name, content, media_type)`.
    """

    __slots__ = ()
    carries_files = True

    def __init__(self, name: str, media_type: str, *, required: bool = False) -> None:
        super().__init__(name, media_type, required)

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = arguments[self.name]
        if isinstance(value, str):
            return self._encode_text(value)
        if not is_file(value):
            problem = f"a value of type {type(value).__qualname__} cannot be uploaded"
            raise EncodingError(problem).under(self.name)
        filename, content, given_media_type, headers = named_file(value)
        if headers:
            problem = "only files in a multipart body can have headers"
            raise EncodingError(problem).under(self.name)
        media_type = given_media_type or media_type_for(self.media_type, filename)
        if media_type is None:
            raise self._unknown_media_type()
        if isinstance(content, bytes):
            return content, media_type
        return UploadStream([upload_part(content)]), media_type

    def _encode_text(self, value: str) -> EncodedBody:
        if "*" in self.media_type:
            raise self._unknown_media_type()
        try:
            return (
                require_text(value).encode(charset_of(self.media_type)),
                self.media_type,
            )
        except EncodingError as error:
            raise error.under(self.name) from None
        except ValueError as error:
            problem = f"cannot be sent as {self.media_type}: {error}"
            raise EncodingError(problem).under(self.name) from error

    def _unknown_media_type(self) -> EncodingError:
        problem = (
            "cannot infer the media type; pass (name, content, media_type) with one of "
            f"{self.media_type}"
        )
        return EncodingError(problem).under(self.name)
