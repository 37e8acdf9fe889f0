"""The resource methods of Stripe's operations, which must stay stable."""

from __future__ import annotations

import json

import pytest

from tests.names.documents import Names, names_of
from tests.real.folders import STRIPE

METHODS = {
    "PostCustomers": "customers.create",
    "GetCustomersSearch": "customers.search",
    "GetCustomersCustomer": "customers.retrieve",
    "PostCustomersCustomer": "customers.update",
    "DeleteCustomersCustomer": "customers.delete",
    "GetCustomers": "customers.list",
    "DeleteCustomersCustomerDiscount": "customers.discount.delete",
    "GetCustomersCustomerSources": "customers.sources.list",
    "PostCustomersCustomerSourcesIdVerify": "customers.sources.verify",
    "PostCustomersCustomerFundingInstructions": "customers.funding_instructions",
    "GetCustomersCustomerCashBalance": "customers.cash_balance.retrieve",
    "DeleteCustomersCustomerSubscriptionsSubscriptionExposedIdDiscount": (
        "customers.subscriptions.discount.delete"
    ),
    "PostChargesChargeRefund": "charges.refund",
    "GetChargesChargeRefunds": "charges.refunds.list",
    "PostChargesChargeDisputeClose": "charges.dispute.close",
    "PostInvoicesInvoicePay": "invoices.pay",
    "PostInvoicesCreatePreview": "invoices.create_preview",
    "PostInvoicesInvoiceLinesLineItemId": "invoices.lines.update",
    "GetCreditNotesPreview": "credit_notes.preview",
    "GetCreditNotesPreviewLines": "credit_notes.preview_lines",
    "GetCreditNotesCreditNoteLines": "credit_notes.lines.list",
    "PostApplicationFeesIdRefund": "application_fees.refund",
    "GetApplicationFeesFeeRefundsId": "application_fees.refunds.retrieve",
    "GetBalance": "balance.retrieve",
    "GetBalanceHistory": "balance.history.list",
    "PostBalanceSettings": "balance_settings.update",
    "GetTaxSettings": "tax.settings.retrieve",
    "PostTaxSettings": "tax.settings.update",
    "GetTaxAssociationsFind": "tax.associations.find",
    "PostAppsSecretsDelete": "apps.secrets.delete",
    "GetAppsSecretsFind": "apps.secrets.find",
    "GetAccount": "account.retrieve",
    "PostAccountsAccountLoginLinks": "accounts.login_links",
    "PostAccountsAccountPersons": "accounts.persons.create",
    "PostFiles": "files.create",
    "GetQuotesQuotePdf": "quotes.pdf.retrieve",
    "GetQuotesQuoteLineItems": "quotes.line_items.list",
    "PostPaymentIntentsIntentConfirm": "payment_intents.confirm",
    "GetPaymentIntentsIntentAmountDetailsLineItems": (
        "payment_intents.amount_details_line_items.list"
    ),
    "PostPaymentRecordsReportPayment": "payment_records.report_payment",
    "PostTerminalReadersReaderProcessPaymentIntent": "terminal.readers.process_payment_intent",
    "PostTestHelpersTestClocksTestClockAdvance": "test_helpers.test_clocks.advance",
    "PostTestHelpersIssuingCardsCardShippingShip": "test_helpers.issuing.cards.shipping_ship",
    "PostTestHelpersIssuingAuthorizationsAuthorizationFraudChallengesRespond": (
        "test_helpers.issuing.authorizations.fraud_challenges_respond"
    ),
    "PostTestHelpersTreasuryInboundTransfersIdReturn": (
        "test_helpers.treasury.inbound_transfers.return_"
    ),
    "PostExternalAccountsId": "external_accounts.update",
    "GetTreasuryFinancialAccountsFinancialAccountFeatures": (
        "treasury.financial_accounts.features.retrieve"
    ),
    "GetV2CoreAccounts": "v2.core.accounts.list",
    "PostV2CoreAccountsIdClose": "v2.core.accounts.close",
    "PostV2BillingMeterEvents": "v2.billing.meter_events.create",
    "PostV2BillingMeterEventSession": "v2.billing.meter_event_session.create",
    "GetV2CommerceProductCatalogImports": "v2.commerce.product_catalog.imports.list",
}


@pytest.fixture(scope="module")
def stripe() -> Names:
    """All names of Stripe's client."""
    return names_of(json.loads(STRIPE.read_text("utf-8")))


def dotted(names: Names) -> dict[str, str]:
    """Return the path of each method, by operationId."""
    return {
        key[1]: ".".join(map(str, name))
        for key, name in names.items()
        if key[0] == "method" and isinstance(name, tuple)
    }


def test_selected_methods_of_stripe(stripe: Names) -> None:
    methods = dotted(stripe)
    assert {key: methods.get(key) for key in METHODS} == METHODS


def test_every_operation_has_a_unique_method(stripe: Names) -> None:
    methods = dotted(stripe)
    assert len(methods) == len(set(methods.values())) == 619


def test_no_method_has_the_path_of_a_resource(stripe: Names) -> None:
    resources = {key[1] for key in stripe if key[0] == "class"}
    assert resources.isdisjoint(dotted(stripe).values())


def test_no_method_collides(stripe: Names) -> None:
    # A colliding method is named after its operationId, as the function is.
    functions = {str(stripe["function", key]) for key in dotted(stripe)}
    names = {path.rpartition(".")[2] for path in dotted(stripe).values()}
    assert names.isdisjoint(functions)
