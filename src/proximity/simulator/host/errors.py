"""How a server ends otherwise than by `quit`.

Every one of them ends the process: the virtual machine is gone and unwritten bytes are lost.
Does not belong here: errors of the module itself, which a server prints and survives.
"""


class ServerEndedError(Exception):
    """The server process is over; no further call to it is possible."""


class EngineError(ServerEndedError):
    """What a real server answers with Com_Error or a crash: no `pcall` of the module can catch it."""


class StackOverflowError(EngineError):
    """An error inside et_Print is printed through et_Print, without end."""


class ProcessExitError(ServerEndedError):
    """The module called `os.exit`: the process ends without et_ShutdownGame."""


class ServerKilledError(ServerEndedError):
    """kill -9, at a moment that the test has chosen."""
