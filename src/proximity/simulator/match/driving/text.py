"""Text between people and the engine, which knows bytes only.

Does not belong here: what is said.
"""

import re


def game_text(text: str) -> str:
    """A name as the server holds it: one character a byte. Lone surrogates are bytes that are no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def with_name(userinfo: str, name: str) -> str:
    """Userinfo with another name."""
    return re.sub(r"(?<=\\name\\)[^\\]*", lambda _: name, userinfo, count=1)
