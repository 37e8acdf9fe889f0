"""Codes of clients on disk: writing them, and reading them again."""

from __future__ import annotations

from generator.core.codes.code import Code

OUTPUT = (
    Code(
        "foreign-folder",
        "error",
        "the output folder has files that codegen did not write",
        "A build replaces the folder as a whole, and these files would be lost.",
        "build into a new or empty folder",
        "codegen build api.yaml -o src",
        "codegen build api.yaml -o src/pets_client",
    ),
    Code(
        "in-the-way",
        "error",
        "something else is where codegen has to write",
        "codegen overwrites neither your files nor special files such as sockets.",
        "move it elsewhere, or build into another folder",
    ),
    Code(
        "edited-files",
        "error",
        "files of the client were edited",
        "The build would overwrite the edits.",
        "move the change elsewhere or delete the file; --force overwrites it and keeps a copy",
        "an edit in pets_client/client.py",
        "a class of your own that uses pets_client.Client",
    ),
    Code(
        "current-folder",
        "error",
        "the output folder is the current folder",
        "A build replaces the folder as a whole, and your shell would be in a deleted folder.",
        "run codegen in another folder",
        "cd pets_client && codegen build ../api.yaml -o .",
        "codegen build api.yaml -o pets_client",
    ),
    Code(
        "clashing-files",
        "error",
        "two files of the client have clashing names",
        "They are the same file on file systems that ignore case, or one is also the name of a\n"
        "folder.",
        "this is an error in codegen: please report it with the document",
    ),
    Code(
        "unwritable-output",
        "error",
        "the output folder cannot be written",
        "You may not write there, or the disk is full. Existing files are unchanged.",
        "choose a folder that you may write to",
        "codegen build api.yaml -o /usr/pets_client",
        "codegen build api.yaml -o ~/pets_client",
    ),
    Code(
        "dropped",
        "error",
        "the client would be incomplete",
        "codegen stops rather than leave something out silently.",
        "this is an error in codegen: please report it with the document",
    ),
    Code(
        "no-client",
        "error",
        "there is no client in this folder",
        "A client has a file codegen.json, which records how it was built.",
        "give the folder of a client that codegen built",
        "codegen check src",
        "codegen check src/pets_client",
    ),
    Code(
        "bad-manifest",
        "error",
        "the file codegen.json of a client is damaged",
        "The file records which files codegen wrote, and the names of what they define. Without\n"
        "it, a build cannot replace them safely. Names that no client can have are an error, too.",
        "restore the file, or build into another folder",
        "<<<<<<< HEAD",
        "git checkout --theirs codegen.json, and then codegen build",
    ),
    Code(
        "unreadable-client",
        "error",
        "the code of a client is not as codegen wrote it",
        "`codegen diff` parses clients without running them, and understands only generated code.",
        "build the client again, or compare the documents instead",
    ),
    Code(
        "templates-not-said",
        "error",
        "the templates that a client was built with are not given",
        "Whether the client is up to date depends on its templates.",
        "give their folder with --templates, or in the configuration",
        "codegen check pets_client --spec api.yaml",
        "codegen check pets_client --spec api.yaml --templates templates",
    ),
    Code(
        "runtime-folder",
        "error",
        "the shared runtime overlaps with the client's folder",
        "Several clients use the runtime, but a build replaces the folder of one client.",
        "set `runtime` to a package beside the client",
        'output = "src/acme/payments"\nruntime = "acme.payments"',
        'output = "src/acme/payments"\nruntime = "acme.codegen_runtime"',
    ),
)
