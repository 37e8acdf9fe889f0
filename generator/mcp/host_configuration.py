"""The entry for a server in the configuration of a chat client."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any, Literal, TypeAlias

from generator.mcp.request import ServeRequest
from generator.serving.apis import open_apis

Host: TypeAlias = Literal["claude", "vscode", "cursor"]


def host_configuration(host: Host, request: ServeRequest) -> dict[str, Any]:
    """Return the JSON to put into the configuration of a chat client.

    Args:
        host: the chat client; each has a form of its own.
        request: what the server serves.

    Raises:
        DocumentError: a target is unknown, or its document cannot be read.
        InvalidDocumentError: a document is invalid.
        OutputError: a client cannot be written.
    """
    apis = open_apis(request.targets, request.configuration)
    command, *before = codegen_command()
    name = "-".join(api.name for api in apis)
    variables = [variable for api in apis for variable in api.credentials_env]
    entry: dict[str, Any] = {
        "command": command,
        "args": [*before, *_arguments(request)],
    }
    match host:
        case "claude":
            entry["env"] = {variable: f"${{{variable}}}" for variable in variables}
            return {"mcpServers": {name: entry}}
        case "cursor":
            entry["env"] = {variable: f"${{env:{variable}}}" for variable in variables}
            return {"mcpServers": {name: entry}}
        case "vscode":
            entry["env"] = {
                variable: f"${{input:{variable}}}" for variable in variables
            }
            # The editor asks for them once, and keeps them in the system's keyring.
            inputs = [
                {
                    "type": "promptString",
                    "id": variable,
                    "description": variable,
                    "password": True,
                }
                for variable in variables
            ]
            return {"inputs": inputs, "servers": {name: {"type": "stdio", **entry}}}


def codegen_command() -> list[str]:
    """Return the command that runs codegen wherever the current folder is."""
    script = shutil.which(sys.argv[0]) if sys.argv[0].endswith("codegen") else None
    if script is not None:
        return [os.path.abspath(script)]
    return [sys.executable, "-m", "generator"]


def _arguments(request: ServeRequest) -> list[str]:
    """Return the arguments of `codegen` for a request. Paths are absolute."""
    arguments = ["mcp", *map(_absolute, request.targets)]
    if request.configuration is not None:
        arguments += ["--config", os.path.abspath(request.configuration)]
    for option, values in (
        ("--operation", request.selection.operations),
        ("--tag", request.selection.tags),
        ("--path", request.selection.paths),
        ("--exclude", request.selection.exclude),
        ("--upload-folder", map(os.path.abspath, request.upload_folders)),
        ("--base-url", filter(None, [request.base_url])),
    ):
        arguments += [part for value in values for part in (option, value)]
    for option, path in (
        ("--credentials-file", request.credentials.file),
        ("--download-folder", request.download_folder),
    ):
        if path is not None:
            arguments += [option, os.path.abspath(path)]
    if request.mode != "find":
        arguments += ["--tools", request.mode]
    if request.read_only:
        arguments.append("--read-only")
    if request.credentials.keyring:
        arguments.append("--keyring")
    return arguments


def _absolute(target: str) -> str:
    return os.path.abspath(target) if os.path.exists(target) else target
