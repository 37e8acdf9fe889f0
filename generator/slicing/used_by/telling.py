"""What is said of code that names what a client does not have, or no client at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

from generator.core.diagnostics import Diagnostics
from generator.naming.reserved import CLIENT_NAMES, METHOD_NAMES
from generator.slicing.used_by.scopes import Chain
from generator.slicing.used_by.surface import Surface
from generator.slicing.used_by.uses import Use, Uses

_SHOWN = 3


def tell_of_unknown(
    file: str, use: Use, surface: Surface, diagnostics: Diagnostics
) -> None:
    """Note a name of the client's package that is not in it."""
    package, *names = use.chain
    known: Iterable[str] = surface.exports
    wanted = package
    if names and package in surface.modules:
        wanted = names[-1]
        known = {
            "operations": surface.functions,
            "resources": surface.resource_classes,
            "webhooks": surface.webhooks,
        }.get(package, surface.types)
    _tell(file, use.line, ".".join(use.chain), wanted, known, diagnostics)


def tell_of_unknown_attribute(
    file: str, use: Use, surface: Surface, diagnostics: Diagnostics
) -> None:
    """Note an attribute of a client, or of a resource of it, that neither has; if it is one."""
    for end in range(1, len(use.chain) + 1):
        path, name = use.chain[:end], use.chain[end - 1]
        own = CLIENT_NAMES if end == 1 else METHOD_NAMES
        if path in surface.methods or name in own or name.startswith("_"):
            # What comes after is of an answer, a function or the runtime.
            return
        if path not in surface.resources:
            known = own | _below(path[:-1], surface)
            written = ".".join(("client", *path))
            _tell(file, use.line, written, name, known, diagnostics)
            return


def _below(resource: Chain, surface: Surface) -> set[str]:
    """The methods and resources that are attributes of a resource, or of the client."""
    depth = len(resource)
    return {
        path[depth]
        for path in (*surface.methods, *surface.resources)
        if len(path) > depth and path[:depth] == resource
    }


def _tell(
    file: str,
    line: int,
    written: str,
    wanted: str,
    known: Iterable[str],
    diagnostics: Diagnostics,
) -> None:
    close = get_close_matches(wanted, sorted(known), n=_SHOWN)
    diagnostics.warning_in(
        file,
        line,
        "unknown-name",
        f"this uses {written}, which the client does not have",
        f"did you mean {' or '.join(close)}?" if close else None,
    )


def tell_of_unseen(file: str, line: int, what: str, diagnostics: Diagnostics) -> None:
    """Note a line that uses the client in a way that cannot be followed."""
    diagnostics.warning_in(
        file,
        line,
        "unseen-use",
        f"this {what} cannot be seen",
        "name what it uses, or ask for that with --operation",
    )


def tell_of_no_import(
    uses: Iterable[Uses], package: str, diagnostics: Diagnostics
) -> None:
    """Note that the code is about no client of this name, and of what other it may be."""
    signs = {sign for each in uses for sign in each.like_a_client}
    # Counted in the order of their names, so that they stay in it where they are as likely.
    counts = Counter(name for name, _ in sorted(signs))
    likely = [name for name, _ in counts.most_common()]
    hint = "the package has the name of its folder: see --package and -o"
    if likely:
        names = " or ".join(likely[:_SHOWN])
        hint = f"is it {names}, which the code imports? name it so with --package or -o"
    diagnostics.error(
        "no-use", f"no file of the code imports a package {package!r}", None, hint
    )


def tell_of_no_use(package: str, diagnostics: Diagnostics) -> None:
    """Note that the client is imported, and no more than that."""
    diagnostics.error(
        "no-use",
        f"the code uses no operation and no type of {package!r}",
        None,
        "give the paths of all code that does, or ask for some with --operation",
    )
