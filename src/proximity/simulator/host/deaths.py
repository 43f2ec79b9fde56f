"""Deaths: what the engine does when a player's health is used up, or when he gives up.

Does not belong here: damage; see `combat`.
"""

from proximity.simulator.host import api
from proximity.simulator.host.defaults import INTERMISSION, PLAYING
from proximity.simulator.host.entities import CONTENTS_CORPSE, WORLD
from proximity.simulator.host.players import PM_DEAD, STAT_HEALTH, Players

MOD_SUICIDE, MOD_SWITCHTEAM = 33, 59
EF_DEAD = 1
DEAD_VIEW_HEIGHT = -16
# Nobody leaves limbo sooner after his death.
RESPAWN_DELAY_MS = 800
PERS_LAST_ATTACKER, PERS_DEATHS = 5, 6
SK_LIGHT_WEAPONS, KILL_POINTS = 4, 3.0


class Deaths(Players):
    """From alive to wounded."""

    def obituary(self, victim: int, killer: int, mod: int) -> None:
        """player_die: the Kill line (in play only), then et_Obituary; nothing of it in intermission.

        By itself for deaths without damage: /kill (mod 33, limbo at once), team switch. `killer` 1022 is the world.
        """
        if self.cvars["gamestate"] == INTERMISSION:
            return
        entity = self.entity(victim)
        entity["health"] = min(entity["health"], 0)
        self._lay_down(victim, killer, mod)
        self._count_death(victim, killer)
        if self.cvars["gamestate"] == PLAYING:
            names = f"^7{self._name_of(killer)}^7 killed {self._name_of(victim)}^7"
            self.print_line(f"Kill: {killer} {victim} {mod}: {names} by {api.means_of_death()[mod].name}")
        self._callback("et_Obituary", victim, killer, mod)
        if mod == MOD_SUICIDE:
            self.limbo(victim)

    def _lay_down(self, victim: int, killer: int, mod: int) -> None:
        entity = self.entity(victim)
        effects = entity["ps.eFlags"] | EF_DEAD
        entity.update(
            {
                "enemy": killer,
                "deathType": mod,
                "deathTime": self.clock.level_time_ms,
                "respawnTime": self.clock.level_time_ms + RESPAWN_DELAY_MS,
                "r.contents": CONTENTS_CORPSE,
                "ps.pm_type": PM_DEAD,
                "ps.pm_flags": 0,
                "ps.eFlags": effects,
                "s.eFlags": effects,
                "ps.viewheight": DEAD_VIEW_HEIGHT,
                "ps.velocity": (0.0, 0.0, 0.0),
            }
        )
        entity["ps.stats", STAT_HEALTH] = entity["health"]

    def _count_death(self, victim: int, killer: int) -> None:
        entity = self.entity(victim)
        entity.add(("ps.persistant", PERS_DEATHS), 1)
        entity["ps.persistant", PERS_LAST_ATTACKER] = killer
        if killer not in self.clients:
            return
        entity["pers.lastkiller_client"] = killer
        attacker = self.entity(killer)
        attacker["pers.lastkilled_client"] = victim
        if killer == victim or self.cvars["gamestate"] != PLAYING:
            return
        if self.clients[killer].team == self.clients[victim].team:
            attacker.add("sess.team_kills", 1)
            return
        attacker.update({"lastKillTime": self.clock.level_time_ms, "sess.kills": attacker["sess.kills"] + 1})
        entity.add("sess.deaths", 1)
        self.award_xp(killer, SK_LIGHT_WEAPONS, KILL_POINTS)

    def _name_of(self, number: int) -> str:
        if number == WORLD:
            return "<world>"
        return self.clients[number].name if number in self.clients else "<non-client>"
