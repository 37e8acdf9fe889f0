# SPDX-License-Identifier: MIT
"""Lists of tools for the APIs of language models.

`Agent.call_tool` takes the names and arguments that a model returns.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .tool import Tool


def as_anthropic(tools: Iterable[Tool]) -> list[dict[str, Any]]:
    """Return tools for `tools=` of Anthropic's Messages API."""
    return [tool.as_anthropic() for tool in tools]


def as_openai(tools: Iterable[Tool]) -> list[dict[str, Any]]:
    """Return tools for `tools=` of OpenAI's Chat Completions API."""
    return [tool.as_openai() for tool in tools]


def as_gemini(tools: Iterable[Tool]) -> list[dict[str, Any]]:
    """Return function declarations for `tools=` of Google's Gemini API.

    They are the value of `function_declarations` of one tool.
    """
    return [tool.as_gemini() for tool in tools]
