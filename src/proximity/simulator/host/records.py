"""What the server keeps of clients besides their bodies: userinfo, experience, sessions.

Does not belong here: their coming and going; see `clients`.
"""

from proximity.simulator.host import api
from proximity.simulator.host.defaults import CS_PLAYERS
from proximity.simulator.host.entities import Entities
from proximity.simulator.host.entity import Key

# The engine's session file; weapon statistics are not among them here.
SESSION_KEYS: tuple[Key, ...] = tuple(
    (field.name, index) if field.size else field.name
    for field in api.fields()
    if field.name.startswith("sess.") and field.kind in ("int", "float", "int_array", "float_array")
    for index in range(field.size or 1)
)
STAT_XP, PERS_SCORE = 5, 0


class Records(Entities):
    """Records of clients."""

    def userinfo_changed(self, slot: int) -> None:
        """ClientUserinfoChanged: et_ClientUserinfoChanged if the text of CS_PLAYERS is another one now."""
        self.print_line(f"Userinfo: {self.userinfos[slot]}")
        text = self.clients[slot].configstring()
        if self.configstrings.get(CS_PLAYERS + slot) != text:
            self.set_configstring(CS_PLAYERS + slot, text)
            self._callback("et_ClientUserinfoChanged", slot)
            self.print_line(f"ClientUserinfoChanged: {slot} {text}")

    def award_xp(self, slot: int, skill: int, points: float) -> None:
        """Experience: the points are counted, then et_SetPlayerSkill."""
        entity = self.entity(slot)
        entity.add(("sess.skillpoints", skill), points)
        total = int(sum(entity["sess.skillpoints", n] for n in range(7)))
        entity["ps.stats", STAT_XP] = entity["ps.persistant", PERS_SCORE] = total
        self._callback("et_SetPlayerSkill", slot, skill)

    def _save_sessions(self) -> None:
        """What the engine keeps of clients over a map load or restart."""
        for slot, client in self.clients.items():
            entity = self.entity(slot)
            client.session = {key: entity[key] for key in SESSION_KEYS}
            client.has_begun = False
