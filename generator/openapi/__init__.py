"""The OpenAPI document as frozen nodes, each with its JSON Pointer; knows nothing of Python."""
