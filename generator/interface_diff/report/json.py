"""Write a report as JSON for programs.

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

Every change has all members; strings are empty where they do not apply. New members may be added
within a version; removing a member or changing its meaning increments it. The rules are those of
`codegen diff --rules`.
"""

from __future__ import annotations

from generator.core.json import json_text
from generator.interface_diff.compare.change import Change
from generator.interface_diff.report.report import Report

VERSION = 1


def render_json(report: Report) -> str:
    """Return the report as JSON that ends with a newline."""
    value = {
        "version": VERSION,
        "old": report.old,
        "new": report.new,
        "breaking": report.breaking_count,
        "others": len(report.changes) - report.breaking_count,
        "changes": [_change_value(change) for change in report.changes],
    }
    return json_text(value) + "\n"


def _change_value(change: Change) -> dict[str, str | bool]:
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
