"""Reads round files: bytes in, typed Polars frames and rejected lines out.

Belongs here: everything between the bytes of round files and frames whose rows are true to the file.
Does not belong here: disks, databases, names of servers, repairs and judgements about play.
"""

from proximity.parsing.rounds import ParsedRounds, parse_rounds
from proximity.parsing.texts import RoundText, has_section, refusal_of

__all__ = ["ParsedRounds", "RoundText", "has_section", "parse_rounds", "refusal_of"]
