"""The runtime's reader: any response gives a value or an `ApiError`, never another exception.

Where the operation of an input is a webhook, its request is decoded. The async client has to give
the same results as the sync client.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from functools import cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.config import ClientOptions
from generator.runtime.http.errors import ApiError
from generator.runtime.models.encode import EncodingError
from generator.runtime.models.model import Model
from generator.runtime.paging.page import Paged
from generator.runtime.streaming.stream import ItemStream
from tests.compiling import compiled_client
from tests.fuzz.mutations import Json
from tests.fuzz.targets.imported_client import RUNTIME, import_files
from tests.fuzz.targets.json_mutator import read_tree
from tests.fuzz.targets.reader_seeds import WEBHOOK, response_mutator, response_seeds
from tests.fuzz.targets.scripted_responses import (
    AsyncScriptedTransport,
    ScriptedResponse,
    ScriptedTransport,
)
from tests.fuzz.targets.target import Target

DOCUMENT = Path(__file__).with_name("reader.yaml")
_PACKAGE = "reader_client"
# Items to read of a stream or of all pages.
_MAX_ITEMS = 30


def check_response(data: bytes, folder: Path) -> bool:
    """Decode a response in every way; return whether it gives a value.

    Raises:
        Exception: a defect in the runtime; no response may cause it.
    """
    response = ScriptedResponse.parse(data)
    modules = _client_modules()
    if response is None:
        return False
    if response.operation == WEBHOOK:
        return _check_webhook(modules, response.content)
    function = _operations().get(response.operation)
    if function is None or response.operation.endswith("_async"):
        return False
    pauses: list[float] = []
    client = modules["client.py"].Client(
        "made-up-key", transport=ScriptedTransport(response), max_retries=2
    )
    client._pause = pauses.append
    value = _outcome(lambda: _read_all(function(client)))
    assert repr(_async_value(response)) == repr(value)
    raw = _outcome(lambda: client.raw(function))
    if not isinstance(raw, ApiError):
        assert isinstance(raw.text, str)
        _check_outcome(_outcome(lambda: _read_all(raw.value)))
    _outcome(lambda: client.save(BytesIO(), function))
    _check_outcome(value)
    _check_exactness(value, response.content)
    assert all(0 <= pause <= 60 for pause in pauses), pauses
    return not isinstance(value, ApiError)


def _async_value(response: ScriptedResponse) -> Any:
    """What the async client returns for a response, or its `ApiError`."""
    client = _client_modules()["client.py"].AsyncClient(
        "made-up-key", transport=AsyncScriptedTransport(response), max_retries=2
    )

    async def pause(seconds: float) -> None:
        """Do not wait."""

    async def read_all() -> Any:
        value = await _operations()[f"{response.operation}_async"](client)
        if not isinstance(value, ItemStream):
            return value
        items: list[Any] = []
        while len(items) < _MAX_ITEMS:
            try:
                items.append(await anext(value))
            except StopAsyncIteration:
                break
            except ApiError as error:
                items.append(error)
        await value.aclose()
        return items

    client._pause = pause
    return _outcome(lambda: _run(read_all()))


def _run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine that never suspends, without an event loop."""
    try:
        coroutine.send(None)
    except StopIteration as finished:
        return finished.value
    raise AssertionError("the client waits for something else than its transport")


def _check_webhook(modules: Mapping[str, ModuleType], content: bytes) -> bool:
    try:
        value = getattr(modules["webhooks.py"], WEBHOOK)(content)
    except ValueError:
        return False
    _check_outcome(value)
    _check_exactness(value, content)
    return True


def _outcome(call: Callable[[], Any]) -> Any:
    """The value that a call returns, or its `ApiError`."""
    try:
        return call()
    except ApiError as error:
        return error


def _read_all(value: Any) -> Any:
    """The first items of a stream or of several pages; any other value itself."""
    if isinstance(value, ItemStream):
        items: list[Any] = []
        while len(items) < _MAX_ITEMS:
            item = _outcome(lambda: next(value, value))
            if item is value:
                break
            items.append(item)
        value.close()
        return items
    if isinstance(value, Paged):
        pages = value.auto_paging().pages()
        _check_outcome(_outcome(lambda: list(islice(pages, 3))))
        _check_outcome(_outcome(lambda: list(islice(value.auto_paging(), _MAX_ITEMS))))
    return value


def _check_outcome(value: Any) -> None:
    """Print, pickle and encode a value or an error."""
    assert repr(value)
    with suppress(RecursionError):
        restored = pickle.loads(pickle.dumps(value))
        assert repr(restored) == repr(value)
    # A slice, because iteration over a page continues with the pages after it.
    for item in value[:] if isinstance(value, list) else [value]:
        if isinstance(item, ApiError):
            assert str(item).isprintable()
        if isinstance(item, Model):
            _check_encoding(item)


def _check_encoding(value: Model) -> None:
    """Encode a model as JSON, unless it has numbers that JSON has not, or is nested too deeply."""
    try:
        text = value.to_json()
    except EncodingError:
        return
    assert _is_same(json.loads(text, parse_constant=_reject), value.to_dict())


def _reject(constant: str) -> None:
    raise AssertionError(f"to_json wrote {constant}")


def _check_exactness(value: Any, content: bytes) -> None:
    """A model is encoded to the JSON that it was decoded from."""
    if isinstance(value, Model):
        sent = read_tree(content)
        with suppress(EncodingError):
            encoded = value.to_dict()
            assert sent is None or _is_same(encoded, sent), (encoded, sent)


def _is_same(one: Json, other: Json) -> bool:
    """Whether two JSON values are equal: 1 is neither True nor 1.0, NaN is itself."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            _is_same(one[key], other[key]) for key in one
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    kinds = [
        next(kind for kind in (bool, float, object) if isinstance(value, kind))
        for value in (one, other)
    ]
    return kinds[0] is kinds[1] and (one == other or one != one != other != other)


@cache
def _client_modules() -> Mapping[str, ModuleType]:
    """The modules of the client; they use the runtime of the generator."""
    options = ClientOptions(runtime=RUNTIME)
    compiled = compiled_client(DOCUMENT, _PACKAGE, options)
    return import_files({file.path: file.content for file in compiled.files}, _PACKAGE)


@cache
def _operations() -> Mapping[str, Callable[..., Any]]:
    """The functions of the operations by name."""
    return {
        name: getattr(module, name)
        for path, module in _client_modules().items()
        if path.startswith("operations/") and not path.endswith("__init__.py")
        for name in module.__all__
    }


READER = Target(
    name="reader",
    check=check_response,
    seeds=response_seeds,
    raw_seeds=response_seeds,
    mutator=response_mutator,
    max_size=4000,
)
