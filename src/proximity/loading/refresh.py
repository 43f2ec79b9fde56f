"""Before a full refresh: may the staging tables be emptied?

Belongs here: the proof that every loaded round can be read again. Does not belong here: reading it again.
"""

from collections import defaultdict
from collections.abc import Sequence

from proximity.loading.discovery import FoundFile
from proximity.warehouse import Warehouse, WarehouseError
from proximity.warehouse.schema import clear_staging

#: What says where rounds came from.
NEEDED = {"rounds": {"sha256", "file_path", "byte_size"}, "round_files": {"sha256", "file_path"}}


def empty_staging(warehouse: Warehouse, found: Sequence[FoundFile]) -> None:
    """Empty the staging tables.

    Raises:
        WarehouseError: that would lose rounds, because no file with their bytes lies in the raw folder any more.
    """
    if lost := _lost_paths(warehouse, found):
        raise WarehouseError(
            f"A full refresh would lose {len(lost)} rounds whose raw files are gone, cut or unreadable, the first of "
            f"them {lost[0]}. Put the files back, or move the warehouse away."
        )
    clear_staging(warehouse)


def _lost_paths(warehouse: Warehouse, found: Sequence[FoundFile]) -> list[str]:
    """Paths of loaded files that are gone, and of which no copy is there either. A file may have grown."""
    columns = warehouse.staging_columns()
    if "rounds" not in columns:
        return []
    if any(not columns.get(table, {}).keys() >= needed for table, needed in NEEDED.items()):
        raise WarehouseError(
            "The staging tables were written by a version of Proximity that cannot be refreshed. "
            "Move the warehouse away and build again."
        )
    sizes = {file.path: file.byte_size or 0 for file in found if file.refusal is None}
    copies = defaultdict(set)
    for sha256, path in warehouse.query("SELECT sha256, file_path FROM staging.round_files"):
        copies[sha256].add(path)
    rounds = warehouse.query("SELECT sha256, file_path, byte_size FROM staging.rounds")
    return sorted(
        path
        for sha256, path, size in rounds
        if not any(sizes.get(copy, -1) >= size for copy in {path} | copies[sha256])
    )
