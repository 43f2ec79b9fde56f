"""What there is to do on a map: one kind of site a module.

Belongs here: states of objectives, who is called to them, what touching them does. Does not belong here: where they are
(`arena`), what entities they are on a server (`driving`).
"""

from proximity.simulator.match.arena import Arena
from proximity.simulator.match.play.objectives.building import Building
from proximity.simulator.match.play.objectives.demolition import Demolition
from proximity.simulator.match.play.objectives.documents import Documents
from proximity.simulator.match.play.objectives.escort import Escort
from proximity.simulator.match.play.objectives.flag import Flag
from proximity.simulator.match.play.objectives.site import Site

__all__ = ["Site", "make_sites"]


def make_sites(arena: Arena) -> list[Site]:
    """The sites of a map in the order in which people think of them: the main course first."""
    kinds = {
        "explosive": Demolition,
        "constructible": Building,
        "command_post": Building,
        "flag": Flag,
        "vehicle": Escort,
    }
    sites: list[Site] = [kinds[objective.kind](objective) for objective in arena.objectives if objective.kind in kinds]
    for stage in arena.stages:
        documents = [objective for objective in arena.of_stage(stage) if objective.kind == "documents"]
        captures = [objective for objective in arena.of_stage(stage) if objective.kind == "capture"]
        sites += [Documents(*pair) for pair in zip(documents, captures, strict=True)]
    return sorted(sites, key=lambda site: site.objective.stage or 99)
