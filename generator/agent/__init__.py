"""Agents that call the operations of any API as tools.

agent = Agent()
await agent.register_api("stripe", credentials="sk_test_123")
result = await agent.call_tool("PostCustomers", {"name": "Ada"})
"""

from generator.agent.agent import Agent, SyncAgent
from generator.runtime.tools.adapters import as_anthropic, as_gemini, as_openai
from generator.runtime.tools.results import ToolError, ToolResult
from generator.runtime.tools.tool import Tool
from generator.runtime.tools.tool_call import CallRefused, Hook, ToolCall

__all__ = [
    "Agent",
    "CallRefused",
    "Hook",
    "SyncAgent",
    "Tool",
    "ToolCall",
    "ToolError",
    "ToolResult",
    "as_anthropic",
    "as_gemini",
    "as_openai",
]
