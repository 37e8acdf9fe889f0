"""The Python backend: an `Api` and its `Names` become declarations of a client's modules."""
