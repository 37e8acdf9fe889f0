"""Webhooks change."""

from __future__ import annotations

from random import Random

from tests.oracle.documents import Tree, ref
from tests.oracle.mutations.mutation import NotApplicable, mutation, pick


@mutation
def remove_webhook(tree: Tree, random: Random) -> None:
    if not tree.pop("webhooks", None):
        raise NotApplicable


@mutation
def change_webhook_schema(tree: Tree, random: Random) -> None:
    webhook = pick(random, list(tree.get("webhooks", {}).values()))
    webhook["post"]["requestBody"]["content"]["application/json"]["schema"] = ref(
        "Owner"
    )
