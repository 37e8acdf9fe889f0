"""`tools.py` and `tools.json`: the operations of a client as tools for agents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.python.declarations import ToolsModule, VerbatimFile
from generator.python.expressions import Import
from generator.python.imports import import_block
from generator.python.prose import plain_line
from generator.python.runtime_features import Feature
from generator.python.runtime_names import runtime_import, runtime_module

_NAMES: Final = (
    *("CallRefused", "Hook", "Tool", "ToolCall", "ToolError", "ToolResult"),
    *("as_anthropic", "as_gemini", "as_openai"),
)

# Not in the table of features: the user asks for it, not the `Api`.
TOOLS: Final = Feature("tools", lambda api: True, ("tools.adapters", "tools.agent"))


def tools_modules(title: str, catalogue: str) -> Iterator[ToolsModule | VerbatimFile]:
    """Declare the files of a client's tools.

    Args:
        title: the title of the API.
        catalogue: its operations as JSON.
    """
    package, _, module = runtime_module("BaseAgent").rpartition(".")
    needed = {Import(f".{package}", module), *map(runtime_import, _NAMES)}
    yield ToolsModule(
        path="tools.py",
        doc=f"The operations of {plain_line(title) or 'the API'} as tools for agents.",
        imports=import_block("", needed, set()),
        exports=tuple(sorted(("Agent", *_NAMES, "SyncAgent"))),
    )
    yield VerbatimFile("tools.json", catalogue.encode())
