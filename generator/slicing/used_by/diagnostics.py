"""Diagnostics about code that uses a client: unknown names, uses that cannot be resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from difflib import get_close_matches
from functools import partial

from generator.core.diagnostics import Diagnostics
from generator.naming.reserved import CLIENT_NAMES, METHOD_NAMES
from generator.slicing.used_by.client_surface import ClientSurface
from generator.slicing.used_by.client_variables import Chain
from generator.slicing.used_by.collect_uses import SourceUses, Use

# Suggestions for one name; the names with suggestions, and the length of such names.
_MAX_SUGGESTIONS = 3
_MAX_SUGGESTED = 100
_MAX_LENGTH = 100


class UnknownNameReporter:
    """Warns about names that a client does not have.

    Only the first `_MAX_SUGGESTED` come with suggestions: finding names that are close takes
    milliseconds.
    """

    def __init__(self, surface: ClientSurface, diagnostics: Diagnostics) -> None:
        self._surface = surface
        self._diagnostics = diagnostics
        self._remaining = _MAX_SUGGESTED

    def report_name(self, file: str, use: Use) -> None:
        """Warn about an import or a name in the client's package that does not exist."""
        package, *names = use.chain
        surface = self._surface
        known: Collection[str] = surface.exports
        unknown = package
        if names and package in surface.modules:
            unknown = names[-1]
            known = {
                "operations": surface.functions,
                "resources": surface.resource_classes,
                "webhooks": surface.webhooks,
            }.get(package, surface.types)
        self._report(file, use.line, ".".join(use.chain), unknown, lambda: known)

    def report_attribute(self, file: str, use: Use) -> None:
        """Warn about the first attribute in a chain that the client or its resource lacks."""
        surface = self._surface
        for end in range(1, len(use.chain) + 1):
            path, name = use.chain[:end], use.chain[end - 1]
            own = CLIENT_NAMES if end == 1 else METHOD_NAMES
            if path in surface.methods or name in own or name.startswith("_"):
                # The rest are attributes of a response, a function or the runtime.
                return
            if path not in surface.resources:
                known = partial(_attributes_of, path[:-1], surface, own)
                written = ".".join(("client", *path))
                self._report(file, use.line, written, name, known)
                return

    def _report(
        self,
        file: str,
        line: int,
        written: str,
        unknown: str,
        known: Callable[[], Collection[str]],
    ) -> None:
        suggestions: list[str] = []
        if self._remaining and len(unknown) <= _MAX_LENGTH:
            self._remaining -= 1
            suggestions = get_close_matches(
                unknown, sorted(known()), n=_MAX_SUGGESTIONS
            )
        self._diagnostics.warning_in(
            file,
            line,
            "unknown-name",
            f"this uses {written}, which the client does not have",
            f"did you mean {' or '.join(suggestions)}?" if suggestions else None,
        )


def _attributes_of(
    resource: Chain, surface: ClientSurface, own: frozenset[str]
) -> frozenset[str]:
    """The attributes of a resource or the client: `own`, methods and sub-resources."""
    depth = len(resource)
    return own | {
        path[depth]
        for path in (*surface.methods, *surface.resources)
        if len(path) > depth and path[:depth] == resource
    }


def report_unresolved_use(
    file: str, line: int, message: str, diagnostics: Diagnostics
) -> None:
    """Warn about a line that uses the client in a way that static analysis cannot resolve."""
    diagnostics.warning_in(
        file,
        line,
        "unseen-use",
        message,
        "write the names out, or select the operations with --operation",
    )


def report_missing_import(
    sources: Iterable[SourceUses], package: str, diagnostics: Diagnostics
) -> None:
    """Report that no file imports the client, with packages that may be it as a hint."""
    imports = {name for source in sources for name in source.client_like_imports}
    # Sorted first, so that equally frequent packages are listed in alphabetical order.
    counts = Counter(candidate for candidate, _ in sorted(imports))
    candidates = [candidate for candidate, _ in counts.most_common()]
    hint = "the package has the name of its folder: see --package and -o"
    if candidates:
        listed = " or ".join(candidates[:_MAX_SUGGESTIONS])
        hint = f"is the client {listed}? then set that name with --package or -o"
    diagnostics.error("no-use", f"no file imports a package {package!r}", None, hint)


def report_no_use(package: str, diagnostics: Diagnostics) -> None:
    """Report that the code imports the client but uses nothing of it."""
    diagnostics.error(
        "no-use",
        f"the code uses no operation and no type of {package!r}",
        None,
        "pass all code that uses the client to --used-by, or select operations with --operation",
    )
