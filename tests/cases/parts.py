"""Multipart bodies, as a mail reader sees them."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from tests.cases.serving import Received


def parts_of(received: Received) -> list[Message]:
    """The parts of a multipart body, as a mail reader sees them."""
    head = f"Content-Type: {received.headers['content-type']}\r\n\r\n".encode()
    return [
        part
        for part in message_from_bytes(head + received.body).walk()
        if not part.is_multipart()
    ]


def summary(part: Message) -> tuple[object, ...]:
    """The name, file name, media type and content of a part."""
    name = part.get_param("name", header="content-disposition")
    content = part.get_payload(decode=True)
    return name, part.get_filename(), part.get("Content-Type"), content
