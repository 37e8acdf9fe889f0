"""Builds of documents with the lock of an earlier build, and their names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Api
from generator.ir.reachability import reduce_api
from generator.ir.types import TypeId
from generator.lower.lower_document import lower_document
from generator.naming.apply_name_lock import (
    create_lock,
    name_api_with_lock,
    spelling_of,
)
from generator.naming.name_lock import EMPTY_LOCK, NameLock
from generator.openapi.parse import parse_document
from tests.names.documents import Tree


class Build:
    """Names of a document, chosen with the lock of an earlier build."""

    lock: NameLock

    def __init__(self, tree: Tree, before: Build | None = None) -> None:
        diagnostics = Diagnostics()
        lock = before.lock if before is not None else EMPTY_LOCK
        lowered = lower_document(
            parse_document(tree, diagnostics),
            diagnostics,
            locked_locations=lock.places,
            secret_scheme=lock.secret_scheme,
        )
        api = lowered.api
        diagnostics.raise_errors()
        names, self.kept = name_api_with_lock(api, {}, lock, lowered.unlocked_locations)
        created = create_lock(api, names, {}, spelling_of(api, lock), lowered.standbys)
        # Manifests store the lock as JSON.
        self.stored = json.dumps(created.to_json())
        self.lock = NameLock.from_json(json.loads(self.stored))
        assert self.lock == created
        self.classes_of = {
            operation.key: _classes_of(operation.key, api, names.types)
            for operation in api.operations
        }
        self.types = {str(id_): name for id_, name in names.types.items()}
        self.fields = {
            (names.types[id_], wire_name): name
            for id_, fields in names.fields.items()
            for wire_name, name in fields.items()
        }
        operations = names.operations.items()
        self.functions = {key: operation.function for key, operation in operations}
        self.methods = {key: operation.method.path for key, operation in operations}
        self.arguments = {
            (key, *argument): name
            for key, operation in operations
            for argument, name in operation.arguments.items()
        }
        for key, operation in operations:
            if operation.media_type is not None:
                self.arguments[key, "media_type", ""] = operation.media_type
        self.webhooks = dict(names.webhooks)
        self.modules = {key: operation.resource for key, operation in operations}
        self.classes = names.resources
        self.errors = names.failures
        self.schemes = names.schemes
        self.secret_scheme = api.security.first and api.security.first.name
        self.servers = {
            server.url: server_names
            for server, server_names in zip(api.servers, names.servers, strict=True)
        }

    def public(self) -> dict[tuple[str, object], object]:
        """Return every name that callers can use."""
        groups: dict[str, Any] = {
            "type": self.types,
            "field": self.fields,
            "function": self.functions,
            "argument": self.arguments,
            "method": self.methods,
            "module": self.modules,
            "webhook": self.webhooks,
            "class": self.classes,
            "error": self.errors,
            "scheme": self.schemes,
            "server": self.servers,
        }
        return {
            (group, key): name
            for group, names in groups.items()
            for key, name in names.items()
        }


def assert_kept(before: Build, after: Build) -> None:
    """Every name of the earlier build is unchanged in the later one."""
    old, new = before.public(), after.public()
    assert {key: new.get(key) for key in old} == old


def _classes_of(key: str, api: Api, types: Mapping[TypeId, str]) -> set[str]:
    """The classes that an operation sends and receives."""
    return {types[id_] for id_ in reduce_api(api, [key], []).definitions}
