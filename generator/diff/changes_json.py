"""A report as JSON for programs, in a shape that has a version.

    {
      "version": 1,
      "old": "Shop 1.0", "new": "Shop 1.1",
      "breaking": 1, "others": 3,
      "changes": [
        {
          "rule": "argument-removed", "breaking": true,
          "subject": "argument", "kind": "removed",
          "resource": "orders", "owner": "orders.create", "function": "post_orders",
          "name": "note", "before": "str", "after": "", "lost": "", "gained": ""
        }
      ]
    }

Every member is there in each change; a text is empty where there is nothing to say. Members may be
added under the same version; one that goes, or means something else, makes a new one. The rules
are those of `codegen diff --rules`.
"""

from __future__ import annotations

import json

from generator.diff.changes import Change
from generator.diff.report import Report

VERSION = 1


def changes_json(report: Report) -> str:
    """`report` as JSON; ends with a line break."""
    breaking = sum(each.breaking for each in report.changes)
    value = {
        "version": VERSION,
        "old": report.old,
        "new": report.new,
        "breaking": breaking,
        "others": len(report.changes) - breaking,
        "changes": [_change(each) for each in report.changes],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _change(change: Change) -> dict[str, str | bool]:
    return {
        "rule": change.rule.id,
        "breaking": change.breaking,
        "subject": change.rule.subject,
        "kind": change.rule.kind,
        "resource": change.resource,
        "owner": change.owner,
        "function": change.function,
        "name": change.name,
        "before": change.before,
        "after": change.after,
        "lost": change.lost,
        "gained": change.gained,
    }
