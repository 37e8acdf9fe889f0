"""Remove from JSON data what a reader cannot see: control characters, overrides of direction, tags.

Text of documents and responses is data. Characters that are invisible, or that change how others
are shown, could hide instructions to a language model from the person who watches it.
"""

from __future__ import annotations

import math
import re
from typing import Final

from generator.core.json import Json
from generator.runtime.tools.cut import compact

# Controls but tab and line feed; soft hyphens, marks and overrides of direction, invisible
# operators and spaces of no width, tags; halves of characters, which UTF-8 cannot encode. Joiners
# stay: emoji and several scripts need them.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_ENDS: Final = re.compile("\r\n?|\x85|\u2028|\u2029")
# The same in JSON, where controls and halves are escaped. Finds more than there is, at no cost but
# time.
_SUSPECT: Final = re.compile(
    rf"\\u00|\\ud|\\r|\\b|\\f|{_UNSEEN.pattern}|[\u2028\u2029]"
)


def clean_text(text: str) -> str:
    """Return text without characters that cannot be seen, and with `\\n` at the end of lines."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def clean_json(data: Json) -> Json:
    """Return JSON data with clean texts and names, and with numbers that JSON can express."""
    try:
        if not _SUSPECT.search(compact(data)):
            return data
    except ValueError:
        # Python reads `NaN` and `Infinity`.
        pass
    return _clean(data)


def _clean(data: Json) -> Json:
    match data:
        case str():
            return clean_text(data)
        case float() if not math.isfinite(data):
            return str(data)
        case list():
            return [_clean(item) for item in data]
        case dict():
            return {clean_text(name): _clean(member) for name, member in data.items()}
        case _:
            return data
