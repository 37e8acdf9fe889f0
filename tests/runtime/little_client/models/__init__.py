"""Models of the API, imported on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.runtime.client.lazy_imports import lazy_names

if TYPE_CHECKING:
    from .address import Address as Address
    from .card import BankAccount as BankAccount
    from .card import Card as Card
    from .customer import Customer as Customer
    from .customer import CustomerTaxExempt as CustomerTaxExempt
    from .customer import DeletedCustomer as DeletedCustomer
    from .failure import ErrorDetails as ErrorDetails
    from .failure import Failure as Failure
    from .failure import FieldError as FieldError
    from .failure import InnerErrors as InnerErrors
    from .money import Moment as Moment
    from .money import Money as Money
    from .pages import CardsPage as CardsPage
    from .pages import CustomersPage as CustomersPage
    from .pages import EventsPage as EventsPage
    from .pet import Cat as Cat
    from .pet import Dog as Dog
    from .pet import Owner as Owner
    from .pet import Pet as Pet
    from .refusal import DeepRefusal as DeepRefusal
    from .refusal import ExpiredReason as ExpiredReason
    from .refusal import ExpiredRefusal as ExpiredRefusal
    from .refusal import LockedReason as LockedReason
    from .refusal import LockedRefusal as LockedRefusal
    from .refusal import OtherDeepRefusal as OtherDeepRefusal
    from .refusal import Reason as Reason
    from .refusal import Refusal as Refusal

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "address": "Address",
        "card": "BankAccount Card",
        "customer": "Customer CustomerTaxExempt DeletedCustomer",
        "failure": "ErrorDetails Failure FieldError InnerErrors",
        "money": "Moment Money",
        "pages": "CardsPage CustomersPage EventsPage",
        "pet": "Cat Dog Owner Pet",
        "refusal": (
            "DeepRefusal ExpiredReason ExpiredRefusal LockedReason LockedRefusal "
            "OtherDeepRefusal Reason Refusal"
        ),
    },
    {
        "generator.runtime.models.formats": (
            "Base64 Date DateTime DecimalString Int64String UnixTime"
        ),
        "generator.runtime.models.tuples": "TupleUnion",
        "generator.runtime.models.unions": "ObjectUnion",
    },
)
