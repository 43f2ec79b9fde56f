"""`Server`: the fake ET:Legacy server as callers see it.

One object is one server process, from start to `quit` or `kill`. It never decides game rules: callers say who hits
whom; the server does what the engine does around it. Does not belong here: anything; see the modules beside it.
"""

from proximity.simulator.host.rounds import Rounds


class Server(Rounds):
    """A server that runs one Lua module.

    `module` is the Lua file, `home` fs_homepath (files land in `home/legacy/`). After `quit` or `kill`, and after an
    engine error, every call raises `ServerEndedError`; start another `Server` on the same `home` to start it again.

        server = Server("lua/proximity_tracker.lua", tmp_path)
        server.map(Level("supply"))
        server.connect(0, "^1alice", "A" * 32)
        server.begin(0)
        server.set_team(0, AXIS)
        server.countdown()  # a live round: new virtual machine, players spawned
        server.frame(20 * 60)
        server.end_round("Timelimit hit.", winner=0)
    """
