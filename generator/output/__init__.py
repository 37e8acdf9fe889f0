"""The last stage: files as values to files on disk, whole or not at all."""

from generator.output.errors import OutputError
from generator.output.existing import Existing, read_existing
from generator.output.files import OutputFile, digest
from generator.output.manifest import (
    MANIFEST_NAME,
    DocumentIdentity,
    Manifest,
    read_manifest,
)
from generator.output.write import WriteReport, is_copy, recover, write_client

__all__ = [
    "MANIFEST_NAME",
    "DocumentIdentity",
    "Existing",
    "Manifest",
    "OutputError",
    "OutputFile",
    "WriteReport",
    "digest",
    "is_copy",
    "read_existing",
    "read_manifest",
    "recover",
    "write_client",
]
