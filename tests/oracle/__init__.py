"""An oracle for `codegen diff`: programs that use a client before and after a rebuild.

    documents.py      made-up documents
    mutations.py      the changes that authors make to their documents
    samples.py        JSON values that a schema describes, for canned responses
    client_source.py  a built client, read from its Python source
    programs.py       a program that uses everything in a client
    judge.py          builds, type-checks and runs programs, and holds the diff to the result
    report.py         violations as text

Run it by hand with `python -m tests.oracle --examples 2000 --seed 1`.
"""
