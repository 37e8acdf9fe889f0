"""The Jinja environment of the templates, and its filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from jinja2 import BaseLoader, Environment, StrictUndefined

from generator.core.markdown import markdown_text
from generator.python.expressions import flat, string_literal
from generator.render import docstrings, statements
from generator.render.template_limits import LimitedEnvironment

FILTERS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "additional": statements.additional,
        "alias": statements.alias,
        "argument": statements.argument,
        "assignment": statements.assignment,
        "async_method": statements.async_method,
        "attribute_docstring": docstrings.attribute_docstring,
        "bullet": docstrings.bullet,
        "call": statements.call,
        "child": statements.child,
        "decorator": statements.decorator,
        "docstring": docstrings.docstring,
        "endpoint": statements.endpoint,
        "entry": statements.entry,
        "error": statements.error,
        "exports": statements.exports,
        "field": statements.field,
        "flat": flat,
        "function_docstring": docstrings.function_docstring,
        "import_from": statements.import_from,
        "key": statements.key,
        "literal": string_literal,
        "markdown": markdown_text,
        "method": statements.method,
        "model": statements.model,
        "reexport": statements.reexport,
        "reexport_shared": statements.reexport_shared,
        "server_signature": statements.server_signature,
        "server_value": statements.server_value,
        "signature": statements.signature,
        "twin": statements.twin,
        "typed_dict": statements.typed_dict,
        "webhook": statements.webhook,
        "wrap": docstrings.wrap,
    }
)


def environment(loader: BaseLoader, is_sandboxed: bool = False) -> Environment:
    """Return a Jinja environment in which undefined names are errors.

    Args:
        loader: loads templates by name.
        is_sandboxed: restricts custom templates to laying out text, within the limits of
            `template_limits`. A client may be built where secrets are available, from templates
            that a pull request changed.
    """
    environment_class = LimitedEnvironment if is_sandboxed else Environment
    jinja = environment_class(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    jinja.filters.update(FILTERS)
    if isinstance(jinja, LimitedEnvironment):
        jinja.limit_filters()
    return jinja
