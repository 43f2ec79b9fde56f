"""What an error of DuckDB or of the disk means for whoever runs the pipeline.

Belongs here: one row a symptom. Does not belong here: catching errors.
"""

from pathlib import Path

ANOTHER_PLACE = "set PROXIMITY_DATA_DIR or PROXIMITY_DUCKDB_PATH to another place."
NO_ROOM = f"does not fit on the disk. Make room, or {ANOTHER_PLACE}"
DAMAGED = "is damaged. Move it away and build again."
PATH_TAKEN = f"cannot be created, because a part of its path is a file. Move that away, or {ANOTHER_PLACE}"

#: What the error's text contains → what is wrong and what to do, to follow the path of the warehouse.
SYMPTOMS = {
    "could not set lock": "is in use by another process. Wait until it is done, or stop it.",
    "different configuration": "is in use by this process. Close the other connection first.",
    "permission denied": f"may not be used. Give the user that runs the pipeline permission, or {ANOTHER_PLACE}",
    "read-only": f"cannot be written. Make its folder writable, or {ANOTHER_PLACE}",
    "no space left": NO_ROOM,
    "file too large": NO_ROOM,
    "is a directory": f"is a folder. Remove it, or {ANOTHER_PLACE}",
    "not a directory": PATH_TAKEN,
    "file exists": PATH_TAKEN,
    "not a valid duckdb": "is no DuckDB file. Move it away and build again.",
    "corrupt": DAMAGED,
    "not read enough bytes": DAMAGED,
    "out of memory": "needs more memory than there is. Close other programs and build again.",
}
UNKNOWN_SYMPTOM = "failed. If this repeats, move it away and build again."


def explain(path: Path, error: Exception) -> str:
    """What is wrong with the file at `path`, what to do, and the error's own words."""
    text = str(error).splitlines()[0]
    # The path is left out of the search, because it could contain one of the symptoms.
    searched = text.replace(str(path), "").lower()
    meaning = next((meaning for symptom, meaning in SYMPTOMS.items() if symptom in searched), UNKNOWN_SYMPTOM)
    return f"The warehouse {path} {meaning} ({text})"
