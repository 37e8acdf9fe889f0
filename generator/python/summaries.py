"""Summaries of operations that the document does not describe: `Create a customer.`

The resource method that the naming rules derive from path and HTTP method supplies the verb and the
noun. A method that the rules do not recognize, or that a user named, keeps method and path instead.
"""

from __future__ import annotations

import re

from generator.ir.api import Operation
from generator.naming.methods import Method
from generator.naming.resources import is_parameter, split_path
from generator.naming.singular import UNCHANGED_NOUNS, singular_of
from generator.naming.spelling import snake_case
from generator.python.prose import visible_name

_CRUD = ("list", "create", "retrieve", "update", "replace", "delete")
# Written with a vowel, spoken with a consonant: "a user", "a European".
_SPOKEN_CONSONANT = re.compile(r"(?:uni|us(?:e|a)|eu|one\b)")


def route(operation: Operation) -> str:
    """Return the operation's HTTP method and path: `POST /v1/customers`."""
    return f"{operation.method} {visible_name(operation.path)}"


def derived_summary(operation: Operation, method: Method) -> str:
    """Return a summary derived from path, HTTP method and resource method.

    `List customers.`, `Retrieve a customer.`, `Pay an invoice.`; method and path if unknown.
    """
    segments = [
        _word(part)
        for segment in split_path(operation.path)
        # `/jobs/{id}:cancel` has an action after the colon.
        for part in segment.split(":")
        if part
    ]
    is_stream = operation.streaming_variant_of is not None
    verb = method.name.removesuffix("_stream") if is_stream else method.name
    verb = _words(verb)
    noun = _words(method.resource[-1]) if method.resource else ""
    if noun not in segments:
        return route(operation)
    if verb in _CRUD:
        objects = noun if verb == "list" else _objects(verb, noun, segments)
        sentence = (
            f"{verb.capitalize()} {objects}{_parent(verb, method.resource, segments)}"
        )
    elif verb == segments[-1] and " " not in verb:
        # An action on a member or on the collection: `/invoices/{id}/pay`, `/customers/search`.
        objects = _objects(verb, noun, segments[:-1])
        sentence = (
            f"{verb.capitalize()} {objects}{_parent(verb, method.resource, segments)}"
        )
    elif segments[-1] and verb.endswith(segments[-1]):
        sentence = f"{singular_of(noun).capitalize()} action: {verb}"
    else:
        return route(operation)
    return f"{sentence} as a stream." if is_stream else f"{sentence}."


def _objects(verb: str, noun: str, segments: list[str]) -> str:
    """Return the object of a verb: `a customer`, `customers` or `the balance`."""
    is_member = not segments[-1]
    if verb == "create" or is_member:
        return _one(noun)
    is_plural = singular_of(noun) != noun or noun in UNCHANGED_NOUNS
    return noun if is_plural else f"the {noun}"


def _parent(verb: str, resource: tuple[str, ...], segments: list[str]) -> str:
    """Return ` of a customer` if the resource belongs to a single member of another."""
    if len(resource) < 2:
        return ""
    noun, parent = _words(resource[-1]), _words(resource[-2])
    index = max(index for index, segment in enumerate(segments) if segment == noun)
    if index < 2 or segments[index - 1] or segments[index - 2] != parent:
        return ""
    return f" {'for' if verb == 'create' else 'of'} {_one(parent)}"


def _word(segment: str) -> str:
    """Return the words of a fixed segment in lower case, an empty string for a parameter."""
    return "" if is_parameter(segment) else _words(snake_case(segment, ""))


def _words(name: str) -> str:
    return name.strip("_").replace("_", " ")


def _one(noun: str) -> str:
    singular = singular_of(noun)
    if singular in UNCHANGED_NOUNS:
        return singular
    has_vowel = singular[0] in "aeiou" and not _SPOKEN_CONSONANT.match(singular)
    return f"{'an' if has_vowel else 'a'} {singular}"
