"""How a server process ends.

After any of these every further call raises it again: the virtual machine is gone.
Does not belong here: errors of the module, which a server prints and survives.
"""


class ServerEndedError(Exception):
    """The process is over; start another `Server` on the same home."""


class ServerQuitError(ServerEndedError):
    """`quit`: the end in good order."""


class ServerKilledError(ServerEndedError):
    """kill -9: unwritten bytes are lost."""


class EngineError(ServerEndedError):
    """What a real server answers with Com_Error or with a crash: no `pcall` of the module can catch it."""


class StackOverflowError(EngineError):
    """An error inside et_Print is printed through et_Print, without end."""


class ProcessExitError(ServerEndedError):
    """The module called `os.exit`: the process ends without et_ShutdownGame."""
