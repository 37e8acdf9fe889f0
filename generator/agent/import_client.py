"""Import a client from its folder, wherever that is."""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def import_client(folder: Path) -> ModuleType:
    """Return the package in a folder. Another package of the same name stays as it is.

    Raises:
        ImportError: the folder has no package, or its code is broken.
    """
    path = Path(os.path.realpath(folder))
    source = path / "__init__.py"
    imported = sys.modules.get(path.name)
    if imported is not None and imported.__file__ == str(source):
        return imported
    digest = sha256(os.fsencode(path)).hexdigest()[:12]
    name = f"{path.name}_{digest}"
    if name in sys.modules:
        return sys.modules[name]
    spec = spec_from_file_location(name, source, submodule_search_locations=[str(path)])
    if spec is None or spec.loader is None or not source.is_file():
        raise ImportError(f"there is no package in {path}")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        parts = [part for part in sys.modules if f"{part}.".startswith(f"{name}.")]
        for part in parts:
            del sys.modules[part]
        raise
    return module
