# SPDX-License-Identifier: MIT
"""Read the requests that the API sends: webhooks and callbacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeAlias, TypeVar, cast

from ..http.media_types import is_json
from ..models.decode import UnreadableError, read_json, read_value

_Payload: TypeAlias = bytes | str | Mapping[str, Any] | list[Any]
_T_co = TypeVar("_T_co", covariant=True)


class WebhookReader(Generic[_T_co]):
    """Reads the content of one kind of request that the API sends.

    `module` is that of the client where it stands, `type` an annotation.
    """

    def __init__(
        self, module: str, type: str, media_type: str = "application/json"
    ) -> None:
        self._package = module.rpartition(".")[0]
        self._type = type
        self._media_type = media_type

    def __call__(self, payload: _Payload) -> _T_co:
        """The content of a request, read.

        `payload` is that content, as it came or, if it is JSON, decoded already. Nothing here tells
        whether it is genuine.

        Raises:
            ValueError: it should be JSON of some kind and is not, or is nested too deeply.
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
