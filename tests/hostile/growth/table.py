"""All families of growing documents."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.growth import (
    changes,
    mistakes,
    operations,
    other_files,
    schemas,
    strings,
)
from tests.hostile.growth.families import Family, list_of, map_of, object_of

OVERLAY = ("--overlay", "overlay.yaml")

DIFF = ("diff",)
BUILD_AND_DIFF = ("build", "diff")
OPERATIONS = ("operations",)
USED_BY = ("build --used-by",)
ALL = ("build", "check", "diff", "diff CLIENT", "operations", "init")

FAMILIES: Mapping[str, Family] = {
    "nested lists": Family(schemas.nesting(list_of), 10, commands=DIFF, max_size=80),
    "nested maps": Family(schemas.nesting(map_of), 10, commands=DIFF, max_size=80),
    "nested tuples": Family(
        schemas.nesting(schemas.pair_tuple), 5, commands=DIFF, max_size=40
    ),
    "nested nullable lists": Family(
        schemas.nesting(schemas.nullable_list), 10, commands=DIFF, max_size=80
    ),
    "nested objects": Family(schemas.nesting(object_of), 5, commands=DIFF, max_size=40),
    "chain of lists": Family(schemas.chained(list_of), 100, commands=BUILD_AND_DIFF),
    "chain of maps": Family(schemas.chained(map_of), 100, commands=DIFF),
    "chain of tuples": Family(schemas.chained(schemas.tuple), 20, commands=DIFF),
    "chain of unions": Family(
        schemas.chained(schemas.union), 20, commands=BUILD_AND_DIFF
    ),
    "chain of nullable lists": Family(
        schemas.chained(schemas.nullable_list), 100, commands=DIFF
    ),
    "chain of objects": Family(schemas.chained(object_of), 100, commands=DIFF),
    "chain of trees": Family(
        schemas.chained(schemas.tree), 100, commands=BUILD_AND_DIFF
    ),
    "chain of allOf": Family(schemas.chained(schemas.all_of), 10, max_size=80),
    "dense references": Family(schemas.dense, 50, commands=ALL),
    "longest path": Family(
        operations.longest_path, 10, commands=OPERATIONS, max_size=80
    ),
    "paths of many segments": Family(operations.path_segments, 50, commands=OPERATIONS),
    "one long path": Family(
        operations.one_long_path,
        100,
        commands=OPERATIONS,
        is_valid=False,
        smallest=100,
    ),
    "many paths": Family(operations.many_paths, 50, commands=ALL),
    "equal names": Family(strings.equal_names, 50),
    "action paths": Family(operations.action_paths, 100),
    "combining marks": Family(strings.name_of("\u0301"), 5_000),
    "combining marks of two classes": Family(
        strings.name_of("\u0301\u0316"), 5_000, commands=OPERATIONS
    ),
    "long name": Family(strings.name_of("b"), 5_000),
    "long name of words": Family(strings.name_of("_b"), 5_000, commands=OPERATIONS),
    "long name of capitals": Family(strings.name_of("B"), 5_000),
    "long name of ligatures": Family(strings.name_of("ﷺ"), 1_000),
    "prose of words": Family(strings.prose("word "), 5_000, commands=ALL),
    "prose of one word": Family(strings.prose("a"), 20_000),
    "prose of lines": Family(strings.prose("a\n"), 5_000),
    "prose of paragraphs": Family(strings.prose("a\n\n"), 5_000),
    "prose of lists": Family(strings.prose("- a\n"), 5_000),
    "prose of tags": Family(strings.prose("<b "), 5_000),
    "prose of links": Family(strings.prose("[a](b"), 5_000),
    "prose of brackets": Family(strings.prose("["), 5_000),
    "prose of backticks": Family(strings.prose("`"), 5_000),
    "prose of backslashes": Family(strings.prose("\\"), 5_000),
    "prose of quotes": Family(strings.prose('"'), 5_000),
    "prose of spaces": Family(strings.prose(" "), 5_000),
    "prose of ends": Family(strings.prose("a. "), 5_000),
    "prose of combining marks": Family(strings.prose("\u0301"), 5_000),
    "wide enum": Family(schemas.enum, 1_000, commands=DIFF),
    "many properties": Family(schemas.properties, 200),
    "many parameters": Family(operations.parameters, 200, commands=DIFF),
    "many path parameters": Family(operations.path_parameters, 25, max_size=200),
    "many tags": Family(operations.tags, 100),
    "many tags of one operation": Family(operations.many_tags_each, 1_000),
    "renamed classes": Family(changes.renamed, 100, commands=DIFF),
    "renamed chain": Family(changes.renamed_chain, 100, commands=DIFF),
    "renamed union": Family(changes.renamed_union, 100, commands=DIFF),
    "replaced chain": Family(changes.replaced_chain, 100, commands=DIFF),
    "tagged union": Family(schemas.tagged_union, 100, commands=DIFF),
    "untagged union": Family(schemas.untagged_union, 100),
    "inline union": Family(schemas.inline_union, 100),
    "inheritance": Family(schemas.inheritance, 100),
    "wide allOf": Family(schemas.wide_all_of, 100),
    "many security schemes": Family(
        operations.many_security_schemes, 100, commands=OPERATIONS
    ),
    "unknown fields": Family(mistakes.unknown_fields, 100),
    "many errors": Family(mistakes.many_errors, 50, commands=ALL, is_valid=False),
    "broken references": Family(mistakes.broken_references, 100, is_valid=False),
    "many warnings": Family(mistakes.many_warnings, 100),
    "duplicate keys in JSON": Family(
        mistakes.duplicate_keys_json, 1_000, is_valid=False
    ),
    "duplicate keys in YAML": Family(
        mistakes.duplicate_keys_yaml, 1_000, is_valid=False
    ),
    "many properties in YAML": Family(mistakes.in_yaml(schemas.properties), 100),
    "many errors in YAML": Family(
        mistakes.in_yaml(mistakes.many_errors), 10, is_valid=False
    ),
    "long pattern": Family(schemas.pattern(lambda n: "a" * n), 2_000),
    "nested pattern": Family(
        schemas.pattern(lambda n: "(" * n + "a" + ")" * n), 200, commands=OPERATIONS
    ),
    "pattern of alternatives": Family(
        schemas.pattern(lambda n: "|".join(f"a{k}" for k in range(n))), 500
    ),
    "pattern of repetitions": Family(schemas.pattern(lambda n: "(a*)*" * n), 100),
    "many patterns": Family(schemas.patterns, 25, commands=()),
    "many media types": Family(operations.media_types, 50, commands=DIFF),
    "media type with parameters": Family(operations.media_type_parameters, 200),
    "many statuses": Family(operations.statuses, 10, commands=DIFF),
    "many servers": Family(operations.servers, 50),
    "many examples": Family(schemas.examples, 500),
    "wide example": Family(schemas.wide_example, 500),
    "many webhooks": Family(operations.webhooks, 50),
    "many callbacks": Family(operations.callbacks, 50),
    "many headers": Family(operations.headers, 200),
    "shared inline types": Family(schemas.shared_inline, 50),
    "long strings": Family(strings.long_strings, 20_000),
    "unspecified security": Family(
        operations.unspecified_security, 100, commands=OPERATIONS
    ),
    "errors below a long key": Family(
        mistakes.errors_below_a_long_key, 50, is_valid=False
    ),
    "warnings below a long key": Family(mistakes.warnings_below_a_long_key, 50),
    "references to a long key": Family(strings.references_to_a_long_key, 1_000),
    "unknown schema fields": Family(
        mistakes.unknown_schema_fields, 200, commands=OPERATIONS
    ),
    "names that differ in case": Family(strings.case_variants, 100),
    "shared body": Family(operations.shared_body, 50),
    "unions of all unions": Family(
        schemas.references_to_many_aliases, 8, commands=OPERATIONS
    ),
    "nested lists of files": Family(operations.nested_files, 100),
    "unions of files": Family(operations.multipart_unions, 10),
    "tag parents": Family(operations.tag_parents, 200, commands=OPERATIONS),
    "many discriminated unions": Family(schemas.discriminated_by_many, 20),
    "shared parameters": Family(operations.shared_parameters, 25),
    "Swagger 2.0": Family(operations.swagger, 25),
    "many overlay actions": Family(other_files.overlays, 100, options=OVERLAY),
    "overlay wildcards": Family(other_files.overlay_wildcards, 100, options=OVERLAY),
    "attribute chain": Family(
        other_files.attribute_chain, 100, commands=USED_BY, max_size=1_600
    ),
    "attributes of unknown values": Family(
        other_files.attributes_of_unknown_values, 10, commands=USED_BY
    ),
    "many uses": Family(other_files.uses, 50, commands=USED_BY),
    "many unknown uses": Family(other_files.unknown_uses, 50, commands=USED_BY),
}
