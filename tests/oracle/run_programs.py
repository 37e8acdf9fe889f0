"""Run the snippets of programs in one process: `python run_programs.py FOLDER`.

`FOLDER/runs.json` lists (name of the run, module, file of canned responses); the output is written
to `FOLDER/outcomes.json`: for each run a list of (snippet, lines, exception).
"""

from __future__ import annotations

import json
import pickle
import sys
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any


def run_program(module_name: str, responses: Any) -> list[Any]:
    """Run every snippet of a program and return what it showed and raised."""
    module = import_module(module_name)
    module.RESPONSES.clear()
    module.RESPONSES.update(responses)
    outcomes = []
    for title, snippet in module.SNIPPETS.items():
        module.SHOWN.clear()
        problem = ""
        try:
            snippet()
        except (Exception, SystemExit) as error:
            problem = f"{type(error).__name__}: {error}"
        outcomes.append((title, list(module.SHOWN), problem))
    return outcomes


def main() -> None:
    folder = Path(sys.argv[1])
    sys.path.insert(0, str(folder))
    warnings.simplefilter("ignore")
    outcomes = {}
    for name, module, file in json.loads((folder / "runs.json").read_text()):
        responses = pickle.loads((folder / file).read_bytes())
        try:
            outcomes[name] = run_program(module, responses)
        except Exception as error:
            outcomes[name] = [("import", [], f"{type(error).__name__}: {error}")]
    (folder / "outcomes.json").write_text(json.dumps(outcomes))


if __name__ == "__main__":
    main()
