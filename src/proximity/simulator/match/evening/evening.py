"""Evenings of a community: sessions of stopwatch matches, one after the other, from a recipe.

An evening is played by asking for its sheets and telling it what came of each; so the same evening runs with and
without a server. Does not belong here: playing a round (`play`), a server (`driving`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from proximity.simulator.match.arena import Arena, read_arena
from proximity.simulator.match.dice import Dice
from proximity.simulator.match.evening.match import RoundSheet
from proximity.simulator.match.evening.mishaps import break_off, make_mishaps
from proximity.simulator.match.evening.recipe import Recipe
from proximity.simulator.match.evening.roles import assign_roles
from proximity.simulator.match.evening.rosters import Rosters, draft
from proximity.simulator.match.people import Cast, Person, make_cast
from proximity.simulator.match.play import Seat
from proximity.simulator.match.sides import Role, Team
from proximity.simulator.match.truth import RoundTruth

ROUNDS_OF_A_MATCH = 2
MATCHES = (4, 8)
"""An evening has so many matches."""
GOES_HOME, COMES_LATE, MIXES_TEAMS = 0.08, 0.10, 0.15
"""Chances between two rounds, and between two matches."""


@dataclass(slots=True)
class Evening:
    """One session. Iterate over `sheets`; after each, `report` the round before asking for the next."""

    number: int
    starts_at: datetime
    recipe: Recipe
    cast: Cast
    dice: Dice
    rosters: Rosters
    matches: int
    """Each is two rounds."""
    slots: dict[int, int] = field(default_factory=dict)
    """Client numbers of those who are on the server, by person number."""
    names: dict[int, str] = field(default_factory=dict)
    """How they call themselves tonight."""
    _last: RoundTruth | None = None

    @property
    def rounds(self) -> int:
        """How many sheets there will be."""
        return self.matches * ROUNDS_OF_A_MATCH

    def sheets(self) -> Iterator[RoundSheet]:
        """The rounds of the evening in order."""
        order: list[str] = []
        for match in range(1, self.matches + 1):
            order = order or self.dice.shuffled(self.recipe.map_files)
            arena = read_arena(order.pop())
            if self.dice.chance(MIXES_TEAMS) and match > 1:
                self._mix_teams()
            limit = self.recipe.time_limit_ms or arena.time_limit_ms
            round_number = 1
            for attempt in range(ROUNDS_OF_A_MATCH):
                yield self._sheet(f"match {match}/attempt {attempt + 1}", match, round_number, arena, limit)
                # A round that was broken off is played again, and the match misses its second one.
                if self._last is not None and self._last.outcome is not None:
                    round_number += 1
                    limit = self._last.next_time_limit_ms
                self._between_rounds()

    def report(self, truth: RoundTruth, seats: tuple[Seat, ...]) -> None:
        """Tell what came of the last sheet: the truth, and who sits where at its end."""
        self._last = truth
        self.slots = {seat.person.number: seat.slot for seat in seats}
        self.names = {seat.person.number: seat.name for seat in seats}
        present = {seat.person.number for seat in seats}
        for person in self.rosters.everybody():
            if person.number not in present:
                self.rosters.go(person)
        known = {person.number for person in self.rosters.everybody()}
        for seat in seats:
            if seat.person.number not in known:
                self.rosters.come(seat.person, self.recipe.team_size)

    def _sheet(self, name: str, match: int, round_number: int, arena: Arena, limit_ms: int) -> RoundSheet:
        name = f"{self.recipe.seed}/evening {self.number}/{name}"
        dice = Dice(name, "sheet")
        recipe = self.recipe
        seats = self._seats(dice, first_side=Team.AXIS if round_number == 1 else Team.ALLIES)
        return RoundSheet(
            name=name,
            server=recipe.server,
            fps=recipe.fps,
            slots=recipe.slots,
            arena=arena,
            bonds=self.cast.bonds,
            match_number=match,
            round_number=round_number,
            time_limit_ms=limit_ms,
            seats=seats,
            incidents=(
                *make_mishaps(dice, recipe.mishaps, seats, self._absent(), limit_ms),
                *break_off(dice, recipe.broken_off, limit_ms),
            ),
        )

    def _seats(self, dice: Dice, first_side: Team) -> tuple[Seat, ...]:
        rosters = self.rosters
        seats = []
        for team, people in ((first_side, rosters.first), (first_side.enemy, rosters.second)):
            roles = assign_roles(dice, people)
            seats += [self._seat(person, team, roles[person.number]) for person in people]
        seats += [self._seat(person, Team.SPEC, Role.SOLDIER) for person in rosters.watching]
        return tuple(sorted(seats, key=lambda seat: seat.slot))

    def _seat(self, person: Person, team: Team, role: Role) -> Seat:
        return Seat(person, self._slot(person), team, role, self.names.get(person.number, person.name))

    def _slot(self, person: Person) -> int:
        if person.number not in self.slots:
            taken = set(self.slots.values())
            self.slots[person.number] = next(slot for slot in range(self.recipe.slots) if slot not in taken)
        return self.slots[person.number]

    def _absent(self) -> list[Person]:
        present = {person.number for person in self.rosters.everybody()}
        return self.dice.shuffled([person for person in self.cast.people if person.number not in present])

    def _between_rounds(self) -> None:
        rosters, dice = self.rosters, self.dice
        size = self.recipe.team_size
        if dice.chance(GOES_HOME * self.recipe.mishaps):
            person = dice.pick(rosters.everybody())
            rosters.go(person)
            self.slots.pop(person.number, None)
        absent = self._absent()
        is_full = len(rosters.everybody()) >= self.recipe.slots
        too_few = len(rosters.first) + len(rosters.second) < 2 * size
        if absent and not is_full and (too_few or dice.chance(COMES_LATE * self.recipe.mishaps)):
            rosters.come(absent[0], size)

    def _mix_teams(self) -> None:
        rosters = self.rosters
        mixed = self.dice.shuffled([*rosters.first, *rosters.second])
        half = len(mixed) // 2
        rosters.first, rosters.second = mixed[:half], mixed[half:]


def evenings(recipe: Recipe) -> Iterator[Evening]:
    """The evenings of a recipe's community, without end."""
    cast = make_cast(recipe.seed, recipe.community, bots=recipe.bots, nameless=recipe.nameless_bots, bonds=recipe.bonds)
    starts_at = recipe.first_evening
    number = 0
    while True:
        number += 1
        dice = Dice(recipe.seed, "evening", number)
        rosters = draft(dice, cast, recipe.team_size)
        starts = starts_at + timedelta(minutes=dice.whole(0, 45))
        yield Evening(number, starts, recipe, cast, dice, rosters, dice.whole(*MATCHES))
        starts_at += timedelta(days=dice.weighted((1, 2, 3, 4), (2, 4, 3, 1)))
