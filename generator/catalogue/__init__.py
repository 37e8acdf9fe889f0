"""Operations as data: names, effects, and JSON Schema of arguments and responses.

The catalogue knows neither HTTP nor any protocol; agents, servers and pages are made from it. Its
classes are those of the runtime, which reads it in a client built with tools.
"""
