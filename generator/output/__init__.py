"""The last stage: files as values to files on disk, whole or not at all."""

from generator.output.errors import OutputError
from generator.output.files import OutputFile
from generator.output.manifest import (
    MANIFEST_NAME,
    DocumentIdentity,
    Manifest,
    read_manifest,
)
from generator.output.write import WriteReport, write_client

__all__ = [
    "MANIFEST_NAME",
    "DocumentIdentity",
    "Manifest",
    "OutputError",
    "OutputFile",
    "WriteReport",
    "read_manifest",
    "write_client",
]
