"""What happens in a round, told to a server: each event as the calls that let the engine's side of it happen.

Does not belong here: objectives (`props`), the course of rounds (`rounds`).
"""

from collections.abc import Callable, Iterable
from typing import Any

from proximity.simulator.host import Server
from proximity.simulator.host.players import Stance
from proximity.simulator.match.arsenal import SYRINGE
from proximity.simulator.match.driving.props import Props
from proximity.simulator.match.driving.text import game_text, with_name
from proximity.simulator.match.play import Happening
from proximity.simulator.match.sides import Team
from proximity.simulator.match.truth import Body, events

WORLD = 1022
SELF_KILL = 33
STANCES: tuple[Stance, ...] = ("stand", "crouch", "prone")
REASONS = {
    ("time_limit", Team.AXIS): "Timelimit hit.",
    ("time_limit", Team.ALLIES): "Timelimit hit.",
    ("objective", Team.AXIS): "Wolf EndRound.",
    ("objective", Team.ALLIES): "Wolf EndRound.",
    ("surrender", Team.AXIS): "Allies Surrender",
    ("surrender", Team.ALLIES): "Axis Surrender",
}
"""The exit line by reason and winner."""


class Puppets:
    """Moves the clients of a server. One object for one instance of a level."""

    def __init__(self, server: Server, props: Props) -> None:
        self._server = server
        self._props = props
        self._held: dict[int, int] = {}
        self._health: dict[int, int] = {}
        self._calls: dict[type, Callable[[Any], object]] = {
            Body: self._move,
            events.Connected: self._connect,
            events.Began: lambda event: server.begin(event.slot),
            events.Disconnected: lambda event: server.disconnect(event.slot),
            events.Renamed: self._rename,
            events.TeamChanged: self._change_team,
            events.RoleChosen: lambda event: server.set_class(event.slot, int(event.role)),
            events.Followed: lambda event: server.follow(event.slot, event.followed_slot),
            events.Spawned: self._spawn,
            events.Fired: self._fire,
            events.Hit: self._hit,
            events.Died: self._die,
            events.WentToLimbo: self._leave_body,
            events.Revived: self._revive,
            events.Commanded: lambda event: server.command(event.slot, *event.arguments),
            events.ObjectiveDeed: props.apply,
            events.Paused: lambda event: server.pause(),
            events.UnpauseCalled: lambda event: server.unpause(),
            events.Resumed: lambda event: None,
            events.Ended: self._end,
        }

    def show(self, happenings: Iterable[Happening]) -> None:
        """Let the server live through what happened, in order."""
        calls = self._calls
        for happening in happenings:
            calls[type(happening)](happening)

    def _move(self, body: Body) -> None:
        slot = body.slot
        self._server.move(
            slot,
            (body.x, body.y, body.z),
            (body.velocity_x, body.velocity_y, body.velocity_z),
            (body.pitch, body.yaw, 0.0),
            stance=STANCES[body.stance],
            stamina=body.stamina,
            is_airborne=body.is_airborne,
        )
        if self._held.get(slot) != body.weapon:
            self._held[slot] = body.weapon
            self._server.entity(slot).update({"ps.weapon": body.weapon, "s.weapon": body.weapon})
        if self._health.get(slot) != body.health:
            self._health[slot] = body.health
            self._server.entity(slot)["health"] = body.health

    def _connect(self, event: events.Connected) -> None:
        if event.is_first:
            self._server.connect(event.slot, game_text(event.name), event.guid, is_bot=event.is_bot)

    def _rename(self, event: events.Renamed) -> None:
        server, name = self._server, game_text(event.name)
        server.clients[event.slot].name = name
        server.set_userinfo(event.slot, with_name(server.userinfos[event.slot], name))
        server.entity(event.slot)["pers.netname"] = name
        server.userinfo_changed(event.slot)

    def _change_team(self, event: events.TeamChanged) -> None:
        # The server runs the obituary, the spawn that is none, and limbo by itself.
        self._server.set_team(event.slot, int(event.to_team), int(event.role))

    def _spawn(self, event: events.Spawned) -> None:
        self._held[event.slot], self._health[event.slot] = event.weapon, event.health
        if event.kind == "revive":
            self._server.clients[event.slot].max_health = event.health
        elif event.kind == "wave":
            self._server.set_class(event.slot, int(event.role), event.weapon)
            self._server.spawn(event.slot, origin=(event.x, event.y, event.z), health=event.health)

    def _fire(self, event: events.Fired) -> None:
        self._held[event.slot] = event.weapon
        if event.weapon != SYRINGE:
            self._server.weapon_fire(event.slot, event.weapon)

    def _hit(self, event: events.Hit) -> None:
        self._server.damage(
            event.target_slot,
            event.attacker_slot if event.attacker_slot >= 0 else WORLD,
            event.damage,
            event.flags,
            event.means_of_death,
            region=event.region if event.region >= 0 else None,
        )
        self._health[event.target_slot] = event.target_health - event.damage

    def _die(self, event: events.Died) -> None:
        # Deaths of hits and of changes of side come from the server's own calls.
        if event.means_of_death == SELF_KILL:
            self._server.obituary(event.slot, event.slot, SELF_KILL)

    def _leave_body(self, event: events.WentToLimbo) -> None:
        following = event.followed_slot if event.followed_slot >= 0 else None
        self._server.limbo(event.slot, following, leaves_corpse=event.cause != "gib")

    def _revive(self, event: events.Revived) -> None:
        self._server.revive(event.slot, event.medic_slot, origin=(event.x, event.y, event.z))
        self._health[event.slot] = event.health

    def _end(self, event: events.Ended) -> None:
        winner = -1 if event.winner is Team.SPEC else event.winner - 1
        self._server.end_round(REASONS[event.reason, event.winner], winner)
