"""The sandbox of custom templates, with limits on what they may compute.

Jinja's sandbox decides what a template may access, not how long it runs. Here every block of a
template counts as a step, and every string, list and number that may grow is measured before it is
made: the same templates always stop at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from types import BuiltinMethodType
from typing import Any, TypeAlias

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, operators
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedFormatter
from jinja2.utils import Namespace, generate_lorem_ipsum

# Blocks that the templates of one build may execute, such as the bodies of loops and macros. Those
# of codegen take a thirtieth of this for Stripe's document.
MAX_STEPS = 3_000_000
# Characters of a string or file, and items of a list with all lists in it.
MAX_LENGTH = 10_000_000
_MAX_ITEMS = 1_000_000
# Characters and items that all operations of a build may read or write; again thirty times those.
MAX_WORK = 2_000_000_000
# What a single operation may write, estimated by the product of its arguments.
_MAX_PRODUCT = 100_000_000
# Numbers: a width, an indentation or a count as an argument, and the bits of a result.
_MAX_COUNT = 1_000_000
_MAX_BITS = 100_000
# Reading an item of a list, or writing a character in Python, takes as long as copying this many
# characters. Filters do one or the other.
_ITEM_WORK = 100
_RESULT_WORK = 10

# A value in a template, of any type.
_Value: TypeAlias = Any
_CONTAINERS: tuple[type[Iterable[Any]], ...] = (
    *(list, tuple, set, frozenset, range),
    *(type({}.keys()), type({}.values()), type({}.items())),
)
_NUMBER = re.compile(r"\d+")
# A width or a precision in a format string with `%`, from what follows it.
_WIDTH = re.compile(r"\d+(?=[.hlLdiouxXeEfFgGcrsa%])")


class TemplateLimitError(Exception):
    """A template exceeds a limit."""


class _CountingCodeGenerator(CodeGenerator):
    """Compiles templates to code that reports its steps and the values that it reads."""

    def blockvisit(self, body: Iterable[nodes.Node], frame: Frame) -> None:
        statements = list(body)
        first = statements[0] if statements else None
        self.writeline("environment.count_step()", first)
        super().blockvisit(statements, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        if node.test is not None:
            # The condition is evaluated for more items than the body.
            count = nodes.EnvironmentAttribute("count_step")
            call = nodes.Call(count, [], [], None, None)
            node.test = nodes.And(call, node.test, lineno=node.lineno)
            node.test.set_environment(self.environment)
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.join_operands((")
        for operand in node.nodes:
            self.visit(operand, frame)
            self.write(", ")
        self.write("))")

    def visit_Operand(self, node: nodes.Operand, frame: Frame) -> None:
        self.write(f" {operators[node.op]} environment.measured(")
        self.visit(node.expr, frame)
        self.write(")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.measured(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")


class _LimitedFormatter(SandboxedFormatter):
    """Formats one string with `str.format`."""

    def __init__(self, environment: LimitedEnvironment) -> None:
        super().__init__(environment)
        self._environment = environment
        self._length = 0

    def format_field(self, value: _Value, format_spec: str) -> str:
        for number in _NUMBER.findall(format_spec):
            _require_count(number)
        formatted = str(
            super().format_field(self._environment.measured(value), format_spec)
        )
        self._length = _require_length(self._length + len(formatted))
        return formatted

    def convert_field(self, value: _Value, conversion: str | None) -> _Value:
        return super().convert_field(self._environment.measured(value), conversion)


class _Namespace(Namespace):
    """`namespace(...)`, whose values are not part of its `repr`."""

    def __repr__(self) -> str:
        return "<namespace>"


class LimitedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which templates end.

    All templates of a build share one environment and its limits. A `TemplateLimitError` says which
    one is exceeded.
    """

    code_generator_class = _CountingCodeGenerator
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._steps = 0
        self._work = 0
        self.finalize = self._output
        self.globals["namespace"] = _Namespace
        self.globals["lipsum"] = self.limit(generate_lorem_ipsum, counts_first=True)

    def limit_filters(self) -> None:
        """Limit all filters, including those that were added to Jinja's."""
        format_ = self.filters["format"]

        def limited_format(template: _Value, *args: _Value, **kwargs: _Value) -> str:
            self.check_percent_format(str(template), (args, kwargs))
            return str(format_(template, *args, **kwargs))

        for name, function in self.filters.items():
            self.filters[name] = self.limit(function)
        self.filters["format"] = limited_format

    # Jinja calls this for the parts of a file, of a macro and of other buffered blocks.
    def concat(self, parts: Iterable[str]) -> str:
        """Join the parts of the output."""
        collected = []
        length = 0
        for part in parts:
            length = _require_length(length + len(part))
            collected.append(part)
        self._add_work(length)
        return "".join(collected)

    def count_step(self) -> bool:
        """Count the execution of a block; always True."""
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise TemplateLimitError(
                f"the templates do not end within {MAX_STEPS:,} steps: shorten their loops"
            )
        return True

    def measured(self, value: _Value) -> _Value:
        """Return `value`, which an operation is about to read as a whole."""
        self._measure(value)
        return value

    def _output(self, value: _Value) -> _Value:
        """Return what `{{ value }}` writes: a string, or a value that is a short one."""
        if value is None or isinstance(value, str | bool | int | float):
            return value
        text = str(self.measured(value))
        self._add_work(_require_length(len(text)) * _ITEM_WORK)
        return text

    def join_operands(self, operands: tuple[_Value, ...]) -> str:
        """Evaluate `a ~ b ~ c`."""
        strings = []
        length = 0
        for operand in operands:
            strings.append(str(self._output(operand)))
            length = _require_length(length + len(strings[-1]))
        self._add_work(length)
        return "".join(strings)

    def call_binop(
        self, context: Context, operator: str, left: _Value, right: _Value
    ) -> _Value:
        match operator:
            case "*":
                self._check_product(left, right)
            case "**" if isinstance(left, int) and isinstance(right, int):
                _require_bits(left.bit_length() * right)
            case "%" if isinstance(left, str | bytes):
                self.check_percent_format(str(left), right)
            case "+" if isinstance(left, str) and isinstance(right, str):
                self._add_work(_require_length(len(left) + len(right)))
            case "+" if hasattr(left, "__len__") and hasattr(right, "__len__"):
                self._add_work(_require_items(len(left) + len(right)))
        return super().call_binop(context, operator, left, right)

    def call(
        self,
        context: Context,
        function: Callable[..., _Value],
        /,
        *args: _Value,
        **kwargs: _Value,
    ) -> _Value:
        # With these names, templates may pass arguments of the same ones.
        self.count_step()
        if isinstance(function, BuiltinMethodType):
            owner = function.__self__
            self._measure_arguments((owner, *args), kwargs)
            args = tuple(map(self._as_list, args))
            result = super().call(context, function, *args, **kwargs)
            return self._checked_result(result)
        return super().call(context, function, *args, **kwargs)

    def wrap_str_format(self, value: _Value) -> Callable[..., str] | None:
        if super().wrap_str_format(value) is None:
            return None
        template: str = value.__self__
        takes_mapping = value.__name__ == "format_map"

        def limited(*args: _Value, **kwargs: _Value) -> str:
            self._measure(template)
            formatter = _LimitedFormatter(self)
            if takes_mapping:
                [mapping] = args
                return formatter.vformat(template, (), mapping)
            return formatter.vformat(template, args, kwargs)

        return limited

    def limit(
        self, function: Callable[..., _Value], counts_first: bool = False
    ) -> Callable[..., _Value]:
        """Return `function` with limits on its arguments and on its result.

        Numbers among its arguments count as sizes, except for the value that a filter is applied to
        unless `counts_first`.
        """
        skipped = 1 if getattr(function, "jinja_pass_arg", None) else 0

        @wraps(function)
        def limited(*args: _Value, **kwargs: _Value) -> _Value:
            self.count_step()
            own = tuple(map(self._as_list, args[skipped:]))
            self._measure_arguments(own, kwargs, counts_first)
            return self._checked_result(function(*args[:skipped], *own, **kwargs))

        return limited

    def _measure_arguments(
        self,
        args: tuple[_Value, ...],
        kwargs: Mapping[str, _Value],
        counts_first: bool = False,
    ) -> None:
        product = 1
        for index, value in enumerate((*args, *kwargs.values())):
            size = self._measure(value)
            if type(value) is int and (index or counts_first):
                size = _require_count(value)
            product *= max(size, 1)
        if product > _MAX_PRODUCT:
            raise TemplateLimitError(
                "the arguments of this filter or method are too large"
            )
        self._add_work(product)

    def _check_product(self, left: _Value, right: _Value) -> None:
        for sequence, factor in ((left, right), (right, left)):
            if isinstance(factor, int) and hasattr(sequence, "__len__"):
                is_text = isinstance(sequence, str | bytes)
                require = _require_length if is_text else _require_items
                self._add_work(require(len(sequence) * max(factor, 0)))
                return
        if isinstance(left, int) and isinstance(right, int):
            _require_bits(left.bit_length() + right.bit_length())

    def check_percent_format(self, template: str, values: _Value) -> None:
        """Check what `template % values` can expand to."""
        width = sum(_require_count(number) for number in _WIDTH.findall(template))
        if "*" in template:
            # The width of a field is among the values.
            numbers = (leaf for leaf in _leaves((values,)) if type(leaf) is int)
            width += sum(map(_require_count, numbers))
        size = self._measure(values) + width
        self._add_work(_require_length(len(template) + template.count("%") * size))

    def _checked_result(self, result: _Value) -> _Value:
        if isinstance(result, str | bytes):
            self._add_work(_require_length(len(result)) * _RESULT_WORK)
        return self._counted(result) if isinstance(result, Iterator) else result

    def _as_list(self, value: _Value) -> _Value:
        """Read an iterator, whose length is unknown."""
        return list(self._counted(value)) if isinstance(value, Iterator) else value

    def _counted(self, values: Iterator[_Value]) -> Iterator[_Value]:
        total = 0
        for value in values:
            self.count_step()
            total = _require_length(total + self._measure(value))
            yield value

    def _measure(self, value: _Value) -> int:
        """Return the number of characters and items in a value, and count them as work."""
        if isinstance(value, str | bytes):
            self._add_work(len(value))
            return len(value)
        items = characters = 0
        for leaf in _leaves((value,)):
            items += 1
            if isinstance(leaf, str | bytes):
                characters += len(leaf)
            if items > _MAX_ITEMS or characters > MAX_LENGTH:
                break
        self._add_work(items * _ITEM_WORK + characters)
        _require_items(items)
        return _require_length(items + characters)

    def _add_work(self, amount: int) -> None:
        self._work += amount
        if self._work > MAX_WORK:
            raise TemplateLimitError(
                f"the templates read or write more than {MAX_WORK:,} characters"
            )


def _leaves(values: Iterable[_Value]) -> Iterator[_Value]:
    """Yield the values inside of containers, and the containers themselves.

    What several containers share is yielded for each of them.
    """
    pending: list[_Value] = [*values]
    while pending:
        value = pending.pop()
        yield value
        if isinstance(value, _CONTAINERS):
            pending += value
        elif isinstance(value, dict):
            pending += value.keys()
            pending += value.values()


def _require_length(length: int) -> int:
    if length > MAX_LENGTH:
        raise TemplateLimitError(f"a text is longer than {MAX_LENGTH:,} characters")
    return length


def _require_items(items: int) -> int:
    if items > _MAX_ITEMS:
        raise TemplateLimitError(f"a list has more than {_MAX_ITEMS:,} items")
    return items


def _require_count(number: int | str) -> int:
    """Return a number that is the size of something, such as a width."""
    is_large = isinstance(number, str) and len(number) > len(str(_MAX_COUNT))
    count = _MAX_COUNT + 1 if is_large else abs(int(number))
    if count > _MAX_COUNT:
        raise TemplateLimitError(f"a width or count is larger than {_MAX_COUNT:,}")
    return count


def _require_bits(bits: int) -> None:
    if bits > _MAX_BITS:
        raise TemplateLimitError("a number is too large")
