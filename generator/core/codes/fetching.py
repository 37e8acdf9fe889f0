"""Codes of documents by URL."""

from __future__ import annotations

from generator.core.codes.code import Code

FETCHING = (
    Code(
        "address-not-allowed",
        "error",
        "codegen does not fetch from this address",
        "Only https is fetched, and http from this machine itself, so that nobody on the way can\n"
        "change what your client is made from; and no server on the Internet may send codegen to\n"
        "machines that only yours can reach.",
        "give an https address; or download the document, and build from the file",
        "codegen build http://example.com/openapi.yaml",
        "codegen build https://example.com/openapi.yaml",
    ),
    Code(
        "unreachable-document",
        "error",
        "no answer came from the document's server, or a damaged one",
        "The name is not known, nobody listens there, or the connection broke.",
        "see whether the address opens in a browser, and through which proxy",
        "codegen build https://exmaple.com/openapi.yaml",
        "codegen build https://example.com/openapi.yaml",
    ),
    Code(
        "document-timeout",
        "error",
        "the document's server took too long",
        "A build that waits for ever helps nobody.",
        "try again; or download the document, and build from the file",
    ),
    Code(
        "http-status",
        "error",
        "the document's server answered with an error",
        "What came with the status is a page about the error, and not the document.",
        "correct the address, or sign in and download the document to a file",
        "codegen build https://example.com/private/openapi.yaml",
        "codegen build openapi.yaml",
    ),
    Code(
        "document-too-large",
        "error",
        "the answer is larger than any real document",
        "It is not the document, or a compressed file made to fill a disk.",
        "is it the document? if so, download it, and build from the file",
    ),
)
