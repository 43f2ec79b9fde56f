"""Names as they may stand in a row: separators replaced, control characters dropped, cut to 256 bytes.

Does not belong here: who has which name.
"""

import re

LONGEST_BYTES = 256


def written_name(name: str) -> str:
    """A name as a reader gets it; lone surrogates are bytes of no encoding."""
    raw = name.encode("utf-8", "surrogateescape")
    raw = re.sub(rb"[;|,\t]", b"_", raw)
    raw = re.sub(rb"[\x00-\x1f\x7f]", b"", raw)
    return raw[:LONGEST_BYTES].decode("utf-8", "replace") or "Unknown"
