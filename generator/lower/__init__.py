"""Lowering: turn an OpenAPI document into an `Api`, one pass per module.

`lower_document` runs the passes in order.
"""
