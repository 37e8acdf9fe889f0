"""The explorer: a page with a form for every operation of an API.

Pages are made from the documentation of an API. They send nothing themselves: calls go through a
gateway, whose URL the page has or the reader enters.
"""
