"""What templates can say: the Jinja environment they are read in, and its filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.python.expressions import flat, string_literal
from generator.render import docstrings, layout

FILTERS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "additional": layout.additional,
        "alias": layout.alias,
        "argument": layout.argument,
        "assignment": layout.assignment,
        "async_method": layout.async_method,
        "call": layout.call,
        "child": layout.child,
        "decorator": layout.decorator,
        "docstring": docstrings.docstring,
        "endpoint": layout.endpoint,
        "entry": layout.entry,
        "error": layout.error,
        "field": layout.field,
        "flat": flat,
        "function_docstring": docstrings.function_docstring,
        "import_from": layout.import_from,
        "key": layout.key,
        "literal": string_literal,
        "method": layout.method,
        "model": layout.model,
        "reexport": layout.reexport,
        "reexport_shared": layout.reexport_shared,
        "server_signature": layout.server_signature,
        "server_value": layout.server_value,
        "signature": layout.signature,
        "twin": layout.twin,
        "typed_dict": layout.typed_dict,
        "webhook": layout.webhook,
    }
)


def environment(loader: BaseLoader, is_sandboxed: bool = False) -> Environment:
    """The Jinja environment that templates are read in; a name they do not know is an error.

    `is_sandboxed` is for templates that are not codegen's. Whoever writes one writes the client,
    but that is built elsewhere than it runs, often where secrets are: there a template that a pull
    request changes can lay text out, and nothing else.
    """
    kind = ImmutableSandboxedEnvironment if is_sandboxed else Environment
    made = kind(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters.update(FILTERS)
    return made
