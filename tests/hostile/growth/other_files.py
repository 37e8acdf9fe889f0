"""Families of files beside a document that grow: overlays, and code that uses a client."""

from __future__ import annotations

from tests.hostile.growth.families import (
    STRING,
    Files,
    document,
    object_of,
    pair,
    returning,
)


def overlays(count: int) -> Files:
    actions = "".join(
        f"  - target: $.components.schemas.S{n}\n    update: {{description: D}}\n"
        for n in range(count)
    )
    overlay = f"overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nactions:\n{actions}"
    schemas = {f"S{n}": object_of(STRING) for n in range(count)}
    files = pair(document(schemas))
    return Files(files.old, files.new, {"overlay.yaml": overlay})


def overlay_wildcards(count: int) -> Files:
    overlay = (
        "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n"
        "  - target: $.components.schemas.*\n    update: {description: D}\n"
        "  - target: $.components.schemas.*.properties.*\n    update: {title: T}\n"
    )
    schemas = {f"S{n}": object_of(STRING) for n in range(count)}
    files = pair(document(schemas))
    return Files(files.old, files.new, {"overlay.yaml": overlay})


def attribute_chain(count: int) -> Files:
    usage = f"from client.operations import list_pets\n\nlist_pets{'.a' * count}\n"
    operation = returning(STRING, operationId="listPets")
    files = pair(document(paths={"/a": {"get": operation}}))
    return Files(files.old, files.new, {"usage.py": usage})


def attributes_of_unknown_values(count: int) -> Files:
    usage = "from client.operations import list_pets\n\n" + "".join(
        f"c{n}{'.a' * 100}\n" for n in range(count)
    )
    operation = returning(STRING, operationId="listPets")
    files = pair(document(paths={"/a": {"get": operation}}))
    return Files(files.old, files.new, {"usage.py": usage})


def uses(count: int) -> Files:
    usage = "from client import Client\n\ndef use(client: Client):\n" + "".join(
        f"    client.a{n}.retrieve()\n" for n in range(count)
    )
    files = pair(
        document(paths={f"/a{n}": {"get": returning(STRING)} for n in range(count)})
    )
    return Files(files.old, files.new, {"usage.py": usage})


def unknown_uses(count: int) -> Files:
    usage = "from client import Client\n\ndef use(client: Client):\n" + "".join(
        f"    client.xa{n}.retrieve()\n" for n in range(count)
    )
    files = pair(
        document(paths={f"/a{n}": {"get": returning(STRING)} for n in range(count)})
    )
    return Files(files.old, files.new, {"usage.py": usage})
