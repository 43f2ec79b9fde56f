"""Objectives on a server: what a deed changes in the entities of the map, and what the game prints about it.

Lines and fields are those of guide §§7 and 8. Does not belong here: how the entities look at the start (`levels`).
"""

from collections.abc import Callable

from proximity.simulator.host import Server
from proximity.simulator.match.arena import ORIGIN_ABOVE_FLOOR, Arena, Objective
from proximity.simulator.match.driving.levels import CARRIES, CONTENTS_TRIGGER, FLAG_CLASS, entities_of
from proximity.simulator.match.play.objectives.escort import FULL_HEALTH
from proximity.simulator.match.sides import Team
from proximity.simulator.match.truth.events import ObjectiveDeed

FIRST_MAP_ENTITY = 72
DROPPED = 0x1000
NOT_SENT = 1
"""`r.svFlags` of an item that is not at its place."""
ET_MISSILE, WP_DYNAMITE = 3, 15
SIDE = {Team.AXIS: "axis", Team.ALLIES: "allies", Team.SPEC: "spectator"}


class Props:
    """The objectives of one level. A new level, and every restart, has new ones."""

    def __init__(self, server: Server, arena: Arena) -> None:
        self._server = server
        self._objectives = {objective.name: objective for objective in arena.objectives}
        self._number: dict[str, int] = {}
        self._loose: dict[str, int] = {}
        """Dynamite and dropped items that lie around, by objective."""
        number = FIRST_MAP_ENTITY + len(arena.spawns)
        for objective in arena.objectives:
            self._number[objective.name] = number
            number += len(entities_of(objective))
        self._deeds: dict[str, Callable[[ObjectiveDeed, Objective], None]] = {
            "plant": self._plant,
            "defuse": self._defuse,
            "destroy": self._destroy,
            "build": self._build,
            "steal": self._steal,
            "drop": self._drop,
            "return": self._return,
            "capture": self._capture,
            "flag": self._flag,
            "move": self._move,
            "break": self._break,
            "repair": self._repair,
        }

    def apply(self, event: ObjectiveDeed) -> None:
        """Let the server's map show a deed."""
        self._deeds[event.deed](event, self._objectives[event.objective])

    def _plant(self, event: ObjectiveDeed, objective: Objective) -> None:
        clock = self._server.clock
        self._loose[objective.name] = self._server.add_entity(
            {
                "classname": "dynamite",
                "s.eType": ET_MISSILE,
                "s.weapon": WP_DYNAMITE,
                "s.teamNum": int(event.team),
                "s.effect1Time": clock.level_time_ms,
                "s.origin": (objective.x, objective.y, objective.floor),
            }
        )
        self._popup(event, "planted", objective)
        self._server.print_line(f"Dynamite_Plant: {event.slot} {objective.name}")

    def _defuse(self, event: ObjectiveDeed, objective: Objective) -> None:
        self._clear(objective)
        self._server.print_line(f"Dynamite_Diffuse: {event.slot} {objective.name}")
        self._popup(event, "defused", objective)

    def _destroy(self, event: ObjectiveDeed, objective: Objective) -> None:
        self._clear(objective)
        number = self._number[objective.name]
        self._server.print_line(f"Objective_Destroyed: {event.slot} {objective.name}")
        self._server.entity(number).update({"health": 0, "takedamage": 0})
        self._server.free_entity(number + 1)
        self._announce(f"{SIDE[event.team]} destroyed {objective.name}!")
        self._server.free_entity(number)

    def _build(self, event: ObjectiveDeed, objective: Objective) -> None:
        self._server.entity(self._number[objective.name]).update({"s.angles2": (0.0, 1.0, 0.0), "r.linked": 1})
        self._server.print_line(f"Repair: {event.slot}")
        self._announce(f"{SIDE[event.team]} built {objective.name}!")

    def _steal(self, event: ObjectiveDeed, objective: Objective) -> None:
        self._server.print_line(f"Item: {event.slot} {FLAG_CLASS[objective.team]}")
        self._popup(event, "stole", objective)
        if not self._clear(objective):
            self._server.entity(self._number[objective.name]).update({"r.contents": 0, "r.svFlags": NOT_SENT})
        self._server.entity(event.slot)["ps.powerups", CARRIES[objective.team]] = 2**31 - 1

    def _drop(self, event: ObjectiveDeed, objective: Objective) -> None:
        self._server.entity(event.slot)["ps.powerups", CARRIES[objective.team]] = 0
        self._loose[objective.name] = self._server.add_entity(
            {
                "classname": FLAG_CLASS[objective.team],
                "message": objective.name,
                "flags": DROPPED,
                "r.contents": CONTENTS_TRIGGER,
                "s.origin": (event.x, event.y, objective.floor + ORIGIN_ABOVE_FLOOR),
            }
        )

    def _return(self, event: ObjectiveDeed, objective: Objective) -> None:
        if event.slot >= 0:
            self._server.print_line(f"Item: {event.slot} {FLAG_CLASS[objective.team]}")
        self._clear(objective)
        self._server.entity(self._number[objective.name]).update({"r.contents": CONTENTS_TRIGGER, "r.svFlags": 0})
        self._server.print_line(f'legacy popup: ^7{SIDE[objective.team]}^7 returned "{objective.name}"')

    def _capture(self, event: ObjectiveDeed, objective: Objective) -> None:
        if event.slot >= 0:
            self._server.entity(event.slot)["ps.powerups", CARRIES[objective.team]] = 0
        self._announce(f"{SIDE[event.team]} secured {objective.name}!")

    def _flag(self, event: ObjectiveDeed, objective: Objective) -> None:
        self._server.entity(self._number[objective.name])["count"] = int(event.team)
        self._announce(f"{SIDE[event.team]} captured {objective.name}!")

    def _move(self, event: ObjectiveDeed, objective: Objective) -> None:
        self._server.entity(self._number[objective.name])["r.currentOrigin"] = (event.x, event.y, objective.floor)

    def _break(self, event: ObjectiveDeed, objective: Objective) -> None:
        self._server.entity(self._number[objective.name])["health"] = 0
        self._announce(f"{objective.name} is damaged!")

    def _repair(self, event: ObjectiveDeed, objective: Objective) -> None:
        self._server.entity(self._number[objective.name])["health"] = FULL_HEALTH
        self._announce(f"{objective.name} is repaired!")

    def _clear(self, objective: Objective) -> bool:
        """Take away what lies around of it; whether something did."""
        number = self._loose.pop(objective.name, None)
        if number is not None:
            self._server.free_entity(number)
        return number is not None

    def _popup(self, event: ObjectiveDeed, what: str, objective: Objective) -> None:
        self._server.print_line(f'legacy popup: ^7{SIDE[event.team]}^7 {what} "{objective.name}"')

    def _announce(self, text: str) -> None:
        self._server.print_line(f'legacy announce: "^7{text}"')
