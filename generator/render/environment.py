"""What templates can say: the Jinja environment they are read in, and its filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.python.expressions import flat, string_literal
from generator.render import docstrings, statements

FILTERS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "additional": statements.additional,
        "alias": statements.alias,
        "argument": statements.argument,
        "assignment": statements.assignment,
        "async_method": statements.async_method,
        "call": statements.call,
        "child": statements.child,
        "decorator": statements.decorator,
        "docstring": docstrings.docstring,
        "endpoint": statements.endpoint,
        "entry": statements.entry,
        "error": statements.error,
        "field": statements.field,
        "flat": flat,
        "function_docstring": docstrings.function_docstring,
        "import_from": statements.import_from,
        "key": statements.key,
        "literal": string_literal,
        "method": statements.method,
        "model": statements.model,
        "reexport": statements.reexport,
        "server_signature": statements.server_signature,
        "server_value": statements.server_value,
        "signature": statements.signature,
        "twin": statements.twin,
        "typed_dict": statements.typed_dict,
        "webhook": statements.webhook,
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
