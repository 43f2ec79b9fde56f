"""Why a file is refused or waits, and what its owner can do about it.

Belongs here: one row a reason. Does not belong here: how a reason is found.
"""

CURES = {
    "wrong_name": "name it YYYY-MM-DD-HHMMSS-<map>-round-<N>_engagements.txt, or move it out of the raw folder",
    "is_a_directory": "rename the folder: only files may have a round file's name",
    "is_a_linked_folder": "move the folder itself here: folders behind links are not entered",
    "not_a_regular_file": "replace it by a regular file: pipes, sockets and devices are not read",
    "broken_link": "remove the link or let it point to a file: it leads nowhere or to itself",
    "no_permission": "give the user that runs the pipeline read permission",
    "unreadable": "check the disk, then copy the file again",
    "still_growing": "wait until the copy is finished; the next build reads it",
    "oversized": "a round file has a few MB: check what wrote it, and remove it",
    "no_section": "it was cut inside its header: copy it again",
    "parser_error": "a bug of Proximity: report it together with the file; then build with --full-refresh",
    "round_moved": "copy the file into the raw folder again, if it no longer lies there; the next build reads it",
    "empty_file": "copy it again from the game server; if it is empty there too, remove it",
    "not_a_round_file": "check the transfer: the first line must be `# PROXIMITY_TRACKER_V<number>`",
    "not_an_input": "move it out of the raw folder: what it holds stands in the round file beside it",
    "older_format": "only files of tracker 3.0 and newer can be read; move it out of the raw folder",
}


def cure_of(reason: str) -> str:
    """The cure for a reason, which may carry details after a colon."""
    return CURES[reason.split(":", 1)[0]]
