"""A round from live to its end, frame by frame.

Pure: the plan decides everything. Whoever iterates over `frames` sees each frame as the server lives it, and may stop
at any of them; the truth holds what has happened by then. Does not belong here: behaviour; a server.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from proximity.simulator.match.arena import Arena
from proximity.simulator.match.dice import Dice
from proximity.simulator.match.people import Bonds
from proximity.simulator.match.play import arrivals
from proximity.simulator.match.play.battle import Battle, Happening
from proximity.simulator.match.play.blasts import explode_what_is_due
from proximity.simulator.match.play.clock import SETTLE_FRAMES, SETTLE_MS, Clock
from proximity.simulator.match.play.incidents import Agenda, Incident, Join, Pause, Stop, Surrender
from proximity.simulator.match.play.medics import choose_helpers, heal_medics
from proximity.simulator.match.play.mind import think
from proximity.simulator.match.play.movement import move
from proximity.simulator.match.play.objectives import make_sites
from proximity.simulator.match.play.pauses import Standstill
from proximity.simulator.match.play.seat import Seat
from proximity.simulator.match.play.shooting import shoot
from proximity.simulator.match.play.soldier import Soldier
from proximity.simulator.match.play.waves import deploy, give_up_in_time, plan_giving_up
from proximity.simulator.match.sides import SIDES, Team
from proximity.simulator.match.truth.events import Ended
from proximity.simulator.match.truth.frames import FrameLog
from proximity.simulator.match.truth.round_truth import RoundTruth, Setting, StopKind


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """Everything that a round depends on."""

    setting: Setting
    arena: Arena
    bonds: Bonds
    seats: tuple[Seat, ...]
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of the server: what clients did before it, what the engine did inside it, and its two times."""

    time_ms: int
    level_ms: int
    between: list[Happening]
    inside: list[Happening]


class Round:
    """Plays a plan. `stop` says why it broke off, None if it came to its end; `battle` is the state of the moment."""

    def __init__(self, plan: RoundPlan) -> None:
        self.plan = plan
        self.stop: StopKind | None = None
        clock = Clock(plan.setting.live_level_ms, plan.setting.fps)
        self.battle = Battle(plan.setting, plan.arena, plan.bonds, Dice(plan.setting.seed, "round"), clock)
        self.battle.sites = make_sites(plan.arena)
        self.battle.open_doors()
        self._agenda = Agenda(plan.incidents)
        self._log = FrameLog()
        self._standstill: Standstill | None = None
        self._surrendered: Team | None = None

    def opening(self) -> list[Happening]:
        """The settling of the new level, and everybody coming to life in it. To be called once, before `frames`."""
        battle = self.battle
        self._show()
        for _ in range(SETTLE_FRAMES - 1):
            battle.clock.advance(SETTLE_MS)
            self._show()
        for seat in self.plan.seats:
            arrivals.connect(battle, seat)
        for soldier in list(battle.soldiers.values()):
            arrivals.begin_round(battle, soldier)
        battle.clock.advance(SETTLE_MS)
        battle.clock.late_ms = SETTLE_MS
        self._show()
        return battle.take()

    def frames(self) -> Iterator[Frame]:
        """Every frame until the round is over or broken off."""
        battle = self.battle
        while battle.winner is None:
            if self._between():
                return
            between = battle.take()
            battle.clock.advance()
            self._inside()
            self._show()
            yield Frame(battle.clock.time_ms, battle.clock.level_ms, between, battle.take())

    def last_words(self) -> list[Happening]:
        """What clients still did after the last frame of a round that was broken off. To be called once, at its end."""
        return self.battle.take()

    def seats(self) -> tuple[Seat, ...]:
        """Who is connected by now."""
        soldiers = self.battle.soldiers
        return tuple(
            Seat(soldier.person, slot, soldier.team, soldier.next_role, soldier.name)
            for slot, soldier in sorted(soldiers.items())
        )

    def truth(self) -> RoundTruth:
        """What is known by now."""
        setting = self.plan.setting
        people = {seat.person.number: seat.person for seat in (*self.plan.seats, *self.seats(), *self._newcomers())}
        truth = RoundTruth(
            setting=setting,
            people=tuple(people[number] for number in sorted(people)),
            bonds=self.plan.bonds.all,
            events=self.battle.events,
            frames=self._log.frames(),
            broken_off=self.stop,
        )
        if truth.outcome is not None:
            attackers_won = truth.outcome.winner is setting.attackers
            truth.next_time_limit_ms = truth.outcome.time_ms if attackers_won else setting.time_limit_ms
        return truth

    def _newcomers(self) -> list[Seat]:
        joins = [incident for incident in self.plan.incidents if isinstance(incident, Join)]
        return [Seat(join.person, join.slot, join.team, join.role, join.person.name) for join in joins]

    # --- a frame ----------------------------------------------------------------------------------------------------

    def _between(self) -> bool:
        """What clients send: commands first, then everybody's thought, step and shot, in changing order.

        Whether the round breaks off here.
        """
        battle = self.battle
        for incident in self._agenda.due(battle.now):
            self._let_happen(incident)
        if self._standstill is not None:
            self._standstill.between()
        if battle.clock.is_paused or self.stop is not None:
            return self.stop is not None
        slots = sorted(battle.soldiers)
        first = battle.clock.level_ms // battle.clock.frame_ms % len(slots) if slots else 0
        for slot in slots[first:] + slots[:first]:
            soldier = battle.soldiers[slot]
            if soldier.is_alive:
                _act(battle, soldier)
        give_up_in_time(battle)
        return False

    def _inside(self) -> None:
        """What the engine does in its own frame."""
        battle = self.battle
        if self._standstill is not None:
            if self._standstill.inside():
                self._standstill = None
            return
        explode_what_is_due(battle)
        for site in battle.sites:
            site.tick(battle)
        deploy(battle)
        heal_medics(battle, SIDES)
        _plan_for_the_dead(battle)
        self._check_end()

    def _show(self) -> None:
        battle = self.battle
        clock = battle.clock
        clock.show()
        bodies = [soldier.body() for soldier in battle.soldiers.values() if soldier.is_in_body]
        self._log.add(clock.time_ms, clock.level_ms, clock.is_paused, bodies)

    def _let_happen(self, incident: Incident) -> None:
        battle = self.battle
        match incident:
            case Pause():
                self._standstill = self._standstill or Standstill(battle, incident.for_ms)
            case Stop():
                self.stop = incident.kind
            case Surrender():
                self._surrendered = incident.team
            case _:
                self._agenda.add(incident.happen(battle))

    def _check_end(self) -> None:
        battle, setting = self.battle, self.plan.setting
        if battle.winner is not None:
            battle.note(Ended, reason="objective", winner=battle.winner)
        elif self._surrendered is not None:
            battle.winner = self._surrendered.enemy
            battle.note(Ended, reason="surrender", winner=battle.winner)
        elif battle.now >= setting.time_limit_ms:
            battle.winner = setting.attackers.enemy
            battle.note(Ended, reason="time_limit", winner=battle.winner)


def _act(battle: Battle, soldier: Soldier) -> None:
    if battle.now >= soldier.next_thought_ms:
        think(battle, soldier)
    if soldier.is_alive:
        move(battle, soldier)
    if soldier.is_alive and soldier.target is not None:
        shoot(battle, soldier)


def _plan_for_the_dead(battle: Battle) -> None:
    for soldier in battle.wounded:
        if soldier.gives_up_ms is None:
            choose_helpers(battle, soldier)
            plan_giving_up(battle, soldier)
