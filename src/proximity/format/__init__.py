"""The round-file format as data.

Belongs here: which sections, columns, lists and header keys a round file has, how lines and file names are
written, and the artefacts that follow from that alone (dbt sources, the format page).
Does not belong here: reading bytes (`proximity.parsing`), judging what was read, any database.
"""

from proximity.format.end_line import TRACKER_PREFIX, EndLine, checksum, parse_end_line
from proximity.format.file_names import RoundFileName, other_file_of, parse_file_name
from proximity.format.tables import CAPABILITIES, HEADER_KEYS, ROOT_TABLES, TABLES, Column, HeaderKey, Table
from proximity.format.value_types import VALUE_TYPES, ValueType

__all__ = [
    "CAPABILITIES",
    "HEADER_KEYS",
    "ROOT_TABLES",
    "TABLES",
    "TRACKER_PREFIX",
    "VALUE_TYPES",
    "Column",
    "EndLine",
    "HeaderKey",
    "RoundFileName",
    "Table",
    "ValueType",
    "checksum",
    "other_file_of",
    "parse_end_line",
    "parse_file_name",
]
