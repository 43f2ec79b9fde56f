"""The `proximity` command.

Belongs here: arguments, progress bars, tables on the terminal, exit codes.
Does not belong here: work; every command calls one or two functions of the rooms below.
"""
