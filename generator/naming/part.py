"""The names of a part of an `Api`: those that the whole has, so that no slice renames anything."""

from __future__ import annotations

from dataclasses import replace

from generator.ir.api import Api
from generator.naming.names import Names


def names_of_part(names: Names, part: Api) -> Names:
    """The `names` of a whole for what is in `part` of it; the exceptions are all of the whole's."""
    operations = {each.key: names.operations[each.key] for each in part.operations}
    resources = {
        each.method.resource[:length]
        for each in operations.values()
        for length in range(1, len(each.method.resource) + 1)
    }
    return replace(
        names,
        types={id_: names.types[id_] for id_ in part.definitions},
        fields={
            id_: names.fields[id_] for id_ in part.definitions if id_ in names.fields
        },
        operations=operations,
        webhooks={each.key: names.webhooks[each.key] for each in part.webhooks},
        resources={
            path: name for path, name in names.resources.items() if path in resources
        },
    )
