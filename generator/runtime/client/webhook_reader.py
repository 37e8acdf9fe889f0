# SPDX-License-Identifier: MIT
"""Decode the requests that an API sends: webhooks and callbacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeAlias, TypeVar, cast

from ..http.media_types import is_json
from ..models.decode import UnreadableError, read_json, read_value

_Payload: TypeAlias = bytes | str | Mapping[str, Any] | list[Any]
_T_co = TypeVar("_T_co", covariant=True)


class WebhookReader(Generic[_T_co]):
    """Decodes the content of one webhook or callback.

    Source: OpenAPI 3.1.1, sections 4.8.1 (OpenAPI Object, `webhooks`) and 4.8.18 (Callback Object).
    """

    def __init__(
        self, module: str, type: str, media_type: str = "application/json"
    ) -> None:
        """Declare a webhook.

        Args:
            module: Name of the generated module that declares it.
            type: Annotation to decode the content to.
            media_type: The declared media type of the content.
        """
        self._package = module.rpartition(".")[0]
        self._type = type
        self._media_type = media_type

    def __call__(self, payload: _Payload) -> _T_co:
        """Decode the content of a request. Its authenticity is not verified.

        Args:
            payload: The content: bytes, text, or decoded JSON.

        Raises:
            ValueError: the content is not the declared JSON, or is nested too deeply.
        """
        if is_json(self._media_type) or self._media_type == "*/*":
            return cast(_T_co, self._read(payload))
        if self._type == "str" and isinstance(payload, bytes):
            return cast(_T_co, payload.decode("utf-8", "replace"))
        if self._type == "bytes" and isinstance(payload, str):
            return cast(_T_co, payload.encode())
        return cast(_T_co, payload)

    def _read(self, payload: _Payload) -> Any:
        try:
            if isinstance(payload, (bytes, str)):
                return read_json(payload, self._type, self._package)
            return read_value(payload, self._type, self._package)
        except UnreadableError as error:
            raise ValueError(f"the content {error}") from None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._type}>"
