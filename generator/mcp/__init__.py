"""A server for the Model Context Protocol: operations of APIs as tools for chat clients."""
