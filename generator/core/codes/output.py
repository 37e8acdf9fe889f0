"""Codes of clients on disk: those to write, and those to read again."""

from __future__ import annotations

from generator.core.codes.code import Code

OUTPUT = (
    Code(
        "foreign-folder",
        "error",
        "the folder to write has files that codegen did not write",
        "A build replaces the folder as a whole, and what is not a client would be lost.",
        "build into a new or empty folder",
        "codegen build api.yaml -o src",
        "codegen build api.yaml -o src/pets_client",
    ),
    Code(
        "in-the-way",
        "error",
        "something stands where codegen has to write",
        "It is a file of yours, or neither a file nor a folder, and codegen writes over neither.",
        "move it elsewhere, or build into another folder",
    ),
    Code(
        "edited-files",
        "error",
        "files of the client were edited by hand",
        "A build would write over the edit, and it would be lost.",
        "move the change elsewhere or delete the file; or go on with --force, which keeps a copy",
        "an edit in pets_client/client.py",
        "a class of your own that uses pets_client.Client",
    ),
    Code(
        "current-folder",
        "error",
        "the folder to write is the current folder",
        "A build replaces the folder as a whole, and you would stand in one that is gone.",
        "run codegen from a folder outside of it",
        "cd pets_client && codegen build ../api.yaml -o .",
        "codegen build api.yaml -o pets_client",
    ),
    Code(
        "clashing-files",
        "error",
        "two files of the client cannot stand beside each other",
        "They are one file where case makes no difference, or one is needed as a folder too.",
        "this is an error in codegen: please report it with the document",
    ),
    Code(
        "unwritable-output",
        "error",
        "the disk does not let codegen write",
        "The folder is not yours, or the disk is full. What was there before still is.",
        "give a folder that you may write to",
        "codegen build api.yaml -o /usr/pets_client",
        "codegen build api.yaml -o ~/pets_client",
    ),
    Code(
        "dropped",
        "error",
        "part of what was asked for would be missing from the client",
        "Better no client than one that lacks something in silence.",
        "this is an error in codegen: please report it with the document",
    ),
    Code(
        "no-client",
        "error",
        "there is no client in this folder",
        "A client has the file codegen.json in it, which says what it was built from.",
        "give the folder of a client that codegen built",
        "codegen check src",
        "codegen check src/pets_client",
    ),
    Code(
        "bad-manifest",
        "error",
        "the file codegen.json of a client is not as codegen wrote it",
        "It says which files are codegen's and which are yours; without it nothing can be\n"
        "replaced safely.",
        "put the file back as it was, or build into another folder",
        "<<<<<<< HEAD",
        "git checkout --theirs codegen.json, and then codegen build",
    ),
    Code(
        "unreadable-client",
        "error",
        "a client's code is not as codegen writes it",
        "`codegen diff` reads clients without running them, and can only read what codegen wrote.",
        "build the client again, or compare the documents instead",
    ),
    Code(
        "templates-not-said",
        "error",
        "a client was built with templates, and nobody says which",
        "What a build would give can only be known with the same templates.",
        "say which with --templates, or in a configuration",
        "codegen check pets_client --spec api.yaml",
        "codegen check pets_client --spec api.yaml --templates templates",
    ),
    Code(
        "runtime-folder",
        "error",
        "the shared runtime would be in the client's folder, or around it",
        "Several clients use a shared runtime, and a build replaces the folder of its client.",
        "give `runtime` the name of a package beside the client",
        'output = "src/acme/payments"\nruntime = "acme.payments"',
        'output = "src/acme/payments"\nruntime = "acme.codegen_runtime"',
    ),
)
