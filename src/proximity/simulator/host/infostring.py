"""Infostrings (`\\key\\value\\key\\value`) on the engine's side.

Does not belong here: what a module does with them; see `lua/strings.lua`.
"""


def info_set(info: str, key: str, value: str) -> str:
    """The string with the pair at its end; the order of keys is what a real server has."""
    parts = info.split("\\")[1:]
    pairs = dict(zip(parts[::2], parts[1::2], strict=True))
    pairs.pop(key, None)
    return "".join(f"\\{name}\\{text}" for name, text in {**pairs, key: value}.items())


def info_value(info: str, key: str) -> str:
    """The value of a key, empty if it is missing."""
    parts = info.split("\\")[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True)).get(key, "")
