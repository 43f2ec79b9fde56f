"""Entities that are not players: those of the map, corpses, and what comes and goes in play.

Does not belong here: what happens to them; callers write their fields.
"""

from collections.abc import Mapping
from typing import Any

from proximity.simulator.host.defaults import CS_OID_DATA, CS_OID_TRIGGERS
from proximity.simulator.host.entity import Entity
from proximity.simulator.host.level_data import Level
from proximity.simulator.host.process import Process

FIRST_CORPSE, CORPSES = 64, 8
FIRST_MAP_ENTITY, LAST_ENTITY, WORLD = 72, 1021, 1022
ET_OBJECTIVE_TRIGGER = 12
MAX_OBJECTIVE_TRIGGERS = 18
CONTENTS_CORPSE = 67108864


class Entities(Process):
    """Access to entities, and their coming and going."""

    _next_corpse = 0
    _objective_triggers = 0

    def entity(self, number: int) -> Entity:
        """The engine's view of an entity (players by their slot): all its fields can be written."""
        return Entity(self.vm.host, self.vm.table_from, number)

    def add_entity(self, fields: Mapping[str, Any]) -> int:
        """A new entity (dropped flag, dynamite, …) in the first free number from 72 on; numbers are used again.

        `r.currentOrigin` follows `s.origin` unless it is given.
        """
        number = next(n for n in range(FIRST_MAP_ENTITY, LAST_ENTITY) if not self.entity(n)["inuse"])
        entity = self.entity(number)
        entity.update({"inuse": 1, "s.number": number, "r.linked": 1})
        if "s.origin" in fields:
            entity["r.currentOrigin"] = fields["s.origin"]
        entity.update(fields)
        if fields.get("classname") == "trigger_objective_info":
            self._register_objective(entity)
        return number

    def free_entity(self, number: int) -> None:
        """The entity is gone: classname `freed`, not in use, everything else zero."""
        self.vm.host.free_entity(number)

    def _spawn_entities(self, level: Level) -> None:
        self._next_corpse = self._objective_triggers = 0
        for slot in range(FIRST_CORPSE):
            self.entity(slot).update({"classname": "clientslot", "s.number": slot})
        for number in range(FIRST_CORPSE, FIRST_CORPSE + CORPSES):
            self.entity(number).update({"classname": "bodyque", "inuse": 1, "s.number": number})
        self.entity(WORLD).update({"classname": "worldspawn"})
        for fields in level.entities:
            self.add_entity(fields)

    def _register_objective(self, entity: Entity) -> None:
        """SP_trigger_objective_info: the list of objectives in configstrings."""
        index = self._objective_triggers
        if index >= MAX_OBJECTIVE_TRIGGERS:
            return
        self._objective_triggers += 1
        entity.update({"s.teamNum": index, "s.eType": ET_OBJECTIVE_TRIGGER})
        place = entity["s.origin"]
        if not any(place):
            low, high = entity["r.absmin"], entity["r.absmax"]
            place = tuple((a + b) / 2 for a, b in zip(low, high, strict=True))
        x, y, z = (int(part) for part in place)
        name = entity["message"] or ""
        data = f"\\e\\{entity.number}\\o\\0\\s\\{entity['spawnflags']}\\n\\{name}\\x\\{x}\\y\\{y}\\z\\{z}"
        self.set_configstring(CS_OID_TRIGGERS + index, entity["track"] or "")
        self.set_configstring(CS_OID_DATA + index, data)

    def _leave_corpse(self, slot: int) -> None:
        """CopyToBodyQue: the oldest of the eight corpses becomes this player's."""
        number = FIRST_CORPSE + self._next_corpse
        self._next_corpse = (self._next_corpse + 1) % CORPSES
        origin = self.entity(slot)["r.currentOrigin"]
        self.entity(number).update(
            {
                "health": 0,
                "takedamage": 1,
                "s.clientNum": slot,
                "s.origin": origin,
                "r.currentOrigin": origin,
                "r.contents": CONTENTS_CORPSE,
                "r.linked": 1,
            }
        )
