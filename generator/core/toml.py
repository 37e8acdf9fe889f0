"""Text of TOML values."""

from __future__ import annotations

import json


def toml_string(value: str) -> str:
    """A basic string of TOML 1.0 with the content `value`."""
    # Basic strings have the escapes of JSON, and require one for DEL, too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
