"""An evening of files that arrive where the short file is loaded, for loads that something happens to.

Does not belong here: what happens.
"""

from tests.loading.house import House, another_round, long_file, name_of

LATER = "2026-11-22-150015-supply-round-1_engagements.txt"


def put_evening(house: House) -> None:
    """Three rounds, of which one is a longer file of a round that is loaded, a copy and a refused file."""
    for number in range(2):
        house.put(name_of(number), another_round(number))
    house.put(LATER, long_file())
    house.put(name_of(9), another_round(1))
    house.put("notes.md", b"hello")
