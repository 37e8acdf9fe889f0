from __future__ import annotations

from typing import Annotated, TypeAlias, Union

from generator.runtime.models.model import Model, model, wire
from generator.runtime.models.type_expressions import Discriminator


@model
class Cat(Model):
    pet_type: str = wire("petType")
    lives: int | None = None


@model
class Dog(Model):
    pet_type: str = wire("petType")
    lives: int | None = None
    barks: bool | None = None


Pet: TypeAlias = Annotated[
    Union["Cat", "Dog"], Discriminator("petType", {"cat": "Cat", "dog": "Dog"})
]


@model
class Owner(Model):
    pet: Pet | None = None
    pets: list[Pet] | None = None
    pet_or_name: (
        str | Annotated[Cat | Dog, Discriminator("petType", {"cat": "Cat"})]
    ) = wire("petOrName", default="")
