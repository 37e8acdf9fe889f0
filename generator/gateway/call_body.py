"""The body of a call: an operation and its arguments as JSON, with files as parts of a form."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Any, Final

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from generator.core.write_file import write_new_file
from generator.gateway.responses import GatewayError
from generator.runtime.models.json_values import is_object
from generator.runtime.models.suggestions import did_you_mean
from generator.runtime.tools.catalogue import CatalogueOperation, JsonSchema

_LARGEST_JSON: Final = 4 * 1024 * 1024
_MOST_FILES: Final = 100
_CALL_PART: Final = "call"
_MEMBERS: Final = ("operation", "arguments", "pages", "server")
_INDEX: Final = re.compile(r"(?:\.\d+|\[\d+\])$")


@dataclass(frozen=True, slots=True)
class CallBody:
    """What to call.

    Attributes:
        operation: the key of an operation.
        arguments: its arguments as JSON, by the names of its function.
        files: the files to send, by the dotted path of the argument.
        pages: for a paged list, how many pages to fetch.
        server: a server of the document; None for the default.
    """

    operation: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[tuple[str, Path], ...] = ()
    pages: int = 1
    server: str | None = None


async def read_call_body(request: Request, resources: AsyncExitStack) -> CallBody:
    """Read the body of a call.

    Args:
        request: a request with JSON, or with a form that has a part `call` with JSON and a part for
            each file.
        resources: gets the folder of the files.

    Raises:
        GatewayError: the body has another form.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip()
    if media_type.lower() == "application/json":
        return _parse(await request.body(), ())
    if media_type.lower() != "multipart/form-data":
        raise GatewayError(
            415, "UnsupportedMediaType", "send application/json or multipart/form-data"
        )
    try:
        form = await resources.enter_async_context(
            request.form(
                max_files=_MOST_FILES,
                max_fields=_MOST_FILES,
                max_part_size=_LARGEST_JSON,
            )
        )
    except MultiPartException as error:
        raise _bad_body(error.message) from None
    content = form.get(_CALL_PART)
    if isinstance(content, UploadFile):
        content = (await content.read(_LARGEST_JSON + 1)).decode("utf-8", "replace")
    if content is None:
        raise _bad_body(f"the form has no part {_CALL_PART!r}")
    return _parse(content.encode(), await _save_files(form, resources))


async def _save_files(
    form: FormData, resources: AsyncExitStack
) -> tuple[tuple[str, Path], ...]:
    """Write the files of a form into a folder of their own, under their own names."""
    folder = Path(resources.enter_context(TemporaryDirectory(prefix="codegen-")))
    files: list[tuple[str, Path]] = []
    for name, part in form.multi_items():
        if not isinstance(part, UploadFile) or name == _CALL_PART:
            continue
        path = folder / str(len(files)) / _file_name(part.filename or "")
        await asyncio.to_thread(path.parent.mkdir)
        await asyncio.to_thread(write_new_file, path, await part.read())
        files.append((name, path))
    return tuple(files)


def _file_name(name: str) -> str:
    """Return the last part of a name, as the caller's system divides it."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    is_valid = last not in ("", ".", "..") and last.isprintable()
    return last[-200:] if is_valid else "upload"


def _parse(content: bytes, files: tuple[tuple[str, Path], ...]) -> CallBody:
    if len(content) > _LARGEST_JSON:
        raise GatewayError(
            413, "RequestTooLarge", "the arguments are larger than 4 MiB"
        )
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise _bad_body("the body is not valid JSON") from None
    if not is_object(value):
        raise _bad_body("the body must be an object")
    for name in value:
        if name not in _MEMBERS:
            hint = did_you_mean(name, _MEMBERS)
            raise _bad_body(f"the body has an unknown member {name!r}{hint}")
    operation, arguments = value.get("operation"), value.get("arguments", {})
    pages, server = value.get("pages", 1), value.get("server")
    if not isinstance(operation, str):
        raise _bad_body("operation must be the key of an operation")
    if not is_object(arguments):
        raise _bad_body("arguments must be an object")
    if not isinstance(pages, int) or isinstance(pages, bool) or not 1 <= pages <= 100:
        raise _bad_body("pages must be a number from 1 to 100")
    if not isinstance(server, str | None):
        raise _bad_body("server must be the URL of a server")
    return CallBody(operation, arguments, files, pages, server)


def _bad_body(message: str) -> GatewayError:
    return GatewayError(400, "InvalidBody", message)


def with_files(
    body: CallBody,
    operation: CatalogueOperation,
    definitions: Mapping[str, JsonSchema],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the arguments of a call twice: with the names of files, to check, and with paths.

    Raises:
        GatewayError: a file is not sent as a part, or a part is for no argument of the operation.
    """
    for name in operation.files:
        if name in body.arguments:
            raise GatewayError(
                400, "WrongArguments", f"{name} is a file: send it as a part of a form"
            )
    found: dict[str, list[Path]] = {}
    for path, file in body.files:
        name = _INDEX.sub("", path)
        if name not in operation.files:
            hint = did_you_mean(name, operation.files)
            raise GatewayError(
                400, "WrongArguments", f"{operation.key} has no file {path!r}{hint}"
            )
        found.setdefault(name, []).append(file)
    names, paths = dict(body.arguments), dict(body.arguments)
    for name, files in found.items():
        schema = operation.arguments.get("properties", {}).get(name, {})
        is_list = len(files) > 1 or _is_list(schema, definitions)
        names[name] = [file.name for file in files] if is_list else files[0].name
        paths[name] = files if is_list else files[0]
    return names, paths


def _is_list(schema: JsonSchema, definitions: Mapping[str, JsonSchema]) -> bool:
    reference = schema.get("$ref")
    if reference is not None:
        schema = definitions.get(str(reference).rpartition("/")[2], {})
    types = schema.get("type")
    return types == "array" or (isinstance(types, list) and "array" in types)
