"""Write a client to disk, completely or not at all, and read it again."""

from generator.output.client_folder import ClientFolder, read_client_folder
from generator.output.errors import OutputError
from generator.output.files import OutputFile, digest
from generator.output.manifest import (
    MANIFEST_NAME,
    DocumentIdentity,
    Manifest,
    read_manifest,
)
from generator.output.project import client_of_project, write_project
from generator.output.write import WriteReport, is_copy, recover, write_client

__all__ = [
    "MANIFEST_NAME",
    "ClientFolder",
    "DocumentIdentity",
    "Manifest",
    "OutputError",
    "OutputFile",
    "WriteReport",
    "client_of_project",
    "digest",
    "is_copy",
    "read_client_folder",
    "read_manifest",
    "recover",
    "write_client",
    "write_project",
]
