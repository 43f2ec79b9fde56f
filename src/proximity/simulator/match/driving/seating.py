"""Between rounds: the server's clients brought in line with a sheet.

Does not belong here: changes during a round (`puppets`).
"""

from proximity.simulator.host import Server
from proximity.simulator.match.arsenal import loadout
from proximity.simulator.match.driving.text import game_text
from proximity.simulator.match.play import Seat
from proximity.simulator.match.play.spawning import full_health
from proximity.simulator.match.sides import Role


class Seating:
    """Knows who sits on which slot of a server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._occupants: dict[int, int] = {}

    def learn(self, seats: tuple[Seat, ...]) -> None:
        """Who sits where after a round."""
        self._occupants = {seat.slot: seat.person.number for seat in seats}

    def arrange(self, seats: tuple[Seat, ...]) -> None:
        """In warmup: send away who is not on the sheet, let come who is missing; give everybody team and class.

        The restart that follows spawns everybody with the health and weapon that he will have.
        """
        server = self._server
        for slot in sorted(server.clients):
            if self._occupants.get(slot) not in [seat.person.number for seat in seats if seat.slot == slot]:
                server.disconnect(slot)
        for seat in seats:
            if seat.slot not in server.clients:
                server.connect(seat.slot, game_text(seat.name), seat.person.guid, is_bot=seat.person.is_bot)
            if not server.clients[seat.slot].has_begun:
                server.begin(seat.slot)
        for seat in seats:
            self._give_place(seat)
            medics = sum(1 for mate in seats if mate.team is seat.team and mate.role is Role.MEDIC)
            server.clients[seat.slot].max_health = full_health(seat.role, medics)
        self.learn(seats)

    def _give_place(self, seat: Seat) -> None:
        server = self._server
        gun = loadout(seat.role, seat.side, seat.person.habits.gun_taste).gun
        if server.clients[seat.slot].team != seat.team:
            server.set_team(seat.slot, int(seat.team), int(seat.role), gun)
        else:
            server.set_class(seat.slot, int(seat.role), gun)
