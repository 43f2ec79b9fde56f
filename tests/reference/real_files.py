"""The real round files that tests read.

Belongs here: finding them. Does not belong here: files that a test invents (`tests.reference.building`).
Three sets travel with the code. A fourth, every recorded file, is read too where it lies beside the checkout.
"""

from itertools import chain
from pathlib import Path

PROJECT_ROOT = Path(__file__).parents[2]
SMALL = PROJECT_ROOT / "tests" / "data" / "rounds"
SAMPLE = PROJECT_ROOT / "raw" / "sample"
RECORDED = PROJECT_ROOT / "bench" / "recordings"
ALL = PROJECT_ROOT.parent / "shared" / "rounds"


def real_files() -> list[Path]:
    """Every real round file that can be reached.

    Raises:
        FileNotFoundError: a set that travels with the code is missing, so that tests would pass on nothing.
    """
    found = [sorted(folder.rglob("*.txt")) for folder in (SMALL, SAMPLE, RECORDED)]
    if not all(found):
        raise FileNotFoundError(f"no round files in {SMALL}, {SAMPLE} or {RECORDED}")
    beside = sorted(ALL.rglob("*.txt")) if ALL.is_dir() else []
    return [*chain(*found), *beside]


def small_file(tracker: str) -> Path:
    """The small file of one tracker revision: the name of a folder in `tests/data/rounds`."""
    (path,) = (SMALL / tracker).glob("*_engagements.txt")
    return path


def label(path: Path) -> str:
    """A short test id: folder and name."""
    return f"{path.parent.name}/{path.name}"
