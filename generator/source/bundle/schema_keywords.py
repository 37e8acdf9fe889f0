"""Rewrite the schema keywords, apart from `$ref`, that refer to schemas or identify them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.core.text import shortened
from generator.source.bundle.diagnostics import BundleDiagnostics
from generator.source.bundle.document_file import DocumentFile, Target
from generator.source.bundle.placement import DEFINITIONS, Placement
from generator.source.bundle.resolve_references import UriResolver
from generator.source.document_structure import ObjectType
from generator.source.load import Origin, origin_of

_COMPONENT_NAME = re.compile(r"[A-Za-z0-9._-]+")
_IDENTIFIERS = ("$id", "$anchor", "$dynamicAnchor")
# Fields of stand-alone JSON Schema files that OpenAPI 3.0 does not allow.
_FILE_HEADER = ("$schema", "$id", "$anchor")


class SchemaKeywords:
    """Rewrites `discriminator`, `$dynamicRef` and identifiers for the bundled tree."""

    def __init__(
        self,
        root: DocumentFile,
        resolver: UriResolver,
        placement: Placement,
        location_of: Callable[[Target, ObjectType], Pointer],
        diagnostics: BundleDiagnostics,
        has_ids: bool,
    ) -> None:
        """`location_of` gives the location of a target in the bundled tree."""
        self._root = root
        self._resolver = resolver
        self._placement = placement
        self._location_of = location_of
        self._diagnostics = diagnostics
        self._has_ids = has_ids

    def strip(self, value: dict[str, Json], at: Target) -> dict[str, Json]:
        """Remove keywords that have no meaning in the bundled tree.

        Identifiers are not needed where every reference is a pointer, and the definitions of
        another file are copied only if something refers to them.
        """
        removed = _IDENTIFIERS if self._has_ids else ()
        if at.file is not self._root:
            header = () if self._has_ids else _FILE_HEADER
            removed = (*removed, *DEFINITIONS, *header)
        present = {name for name in removed if name in value}
        if not present:
            return value
        return {name: member for name, member in value.items() if name not in present}

    def rewrite(
        self, value: dict[str, Json], at: Target
    ) -> tuple[dict[str, Json], dict[str, Origin]]:
        """Rewrite references to schemas as pointers into the bundled tree.

        Returns:
            The schema, and the origins of members that were written under another name.
        """
        changed: dict[str, Json] = {}
        origins: dict[str, Origin] = {}
        discriminator = value.get("discriminator")
        if isinstance(discriminator, dict):
            changed |= self._rewrite_discriminator(value, discriminator, at)
        dynamic = value.get("$dynamicRef")
        if self._has_ids and isinstance(dynamic, str):
            value = {
                name: member for name, member in value.items() if name != "$dynamicRef"
            }
            changed |= self._rewrite_dynamic(value, dynamic, at)
            origins["$ref"] = origin_of(at.file.source, at.at / "$dynamicRef")
        changed = {name: new for name, new in changed.items() if new != value.get(name)}
        return ({**value, **changed} if changed else value), origins

    def _rewrite_dynamic(
        self, value: Mapping[str, Json], reference: str, at: Target
    ) -> dict[str, Json]:
        """A `$dynamicRef` as a `$ref`, which is the same unless another schema overrides it."""
        target = self._resolver.end(reference, at, "$dynamicRef")
        if target is None:
            return {}
        if self._resolver.is_dynamic(target):
            self._diagnostics.report(
                at / "$dynamicRef",
                "dynamic-reference",
                f"{shortened(reference)} always refers to the schema it names here, although "
                "others have the same anchor",
                "refer directly to the schema that is meant",
                "warning",
            )
        result = {"$ref": str(self._location_of(target, "schema"))}
        if "$ref" not in value:
            return result
        all_of = value.get("allOf")
        return {"allOf": [*(all_of if isinstance(all_of, list) else []), result]}

    def _rewrite_discriminator(
        self, schema: dict[str, Json], value: dict[str, Json], at: Target
    ) -> dict[str, Json]:
        discriminator_at = at / "discriminator"
        changed = dict(value)
        mapping = value.get("mapping")
        new_mapping: dict[str, Json] = dict(self._renamed_members(schema))
        if isinstance(mapping, dict):
            new_mapping |= mapping
            for name, reference in mapping.items():
                schema_name = self._rewrite_schema_name(
                    reference, discriminator_at / "mapping", name
                )
                if schema_name is None:
                    del new_mapping[name]
                else:
                    new_mapping[name] = schema_name
        if isinstance(mapping, dict) or (new_mapping and mapping is None):
            changed["mapping"] = new_mapping
        if "defaultMapping" in value:
            default = self._rewrite_schema_name(
                value["defaultMapping"], discriminator_at, "defaultMapping"
            )
            changed["defaultMapping"] = default
            if default is None:
                del changed["defaultMapping"]
        return {"discriminator": changed}

    def _renamed_members(self, schema: dict[str, Json]) -> dict[str, str]:
        """A mapping for members of the union that got another name in the bundled tree."""
        references = [
            member["$ref"]
            for keyword in ("oneOf", "anyOf")
            for member in schema.get(keyword) or ()
            if isinstance(member, dict) and isinstance(member.get("$ref"), str)
        ]
        renamed = self._placement.renamed
        return {
            renamed[reference]: reference
            for reference in references
            if reference in renamed
        }

    def _rewrite_schema_name(self, reference: Json, at: Target, field: str) -> Json:
        """A name or reference of a discriminator as a name or pointer; None if unresolved.

        What may be either the name of a component or of a file is a name if the component exists.
        """
        if not isinstance(reference, str):
            return reference
        if _COMPONENT_NAME.fullmatch(reference):
            for file in (at.file, self._root):
                component = Pointer(("components", "schemas", reference))
                if file is self._root and file.has(component):
                    return reference
                if file.has(component):
                    return str(self._location_of(Target(file, component), "schema"))
            if "." not in reference:
                return reference
        target = self._resolver.end(reference, at, field)
        return None if target is None else str(self._location_of(target, "schema"))
