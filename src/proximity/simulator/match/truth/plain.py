"""Facts in types that JSON knows.

Does not belong here: which facts.
"""

from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """The value with enumerations as their names, tuples as lists."""
    match value:
        case Enum():
            return value.name
        case dict():
            return {plain(key): plain(entry) for key, entry in value.items()}
        case list() | tuple():
            return [plain(entry) for entry in value]
        case _:
            return value
