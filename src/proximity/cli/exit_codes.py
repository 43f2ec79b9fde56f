"""What the exit code of `proximity` tells."""

#: The work is done: everything that lies in the raw folder is in the warehouse.
DONE = 0
#: The work is not done; the message says why.
FAILED = 1
#: The command line is wrong (set by the command-line library).
USAGE = 2
#: What could be loaded is loaded and built, but at least one file was refused.
FILES_REFUSED = 3
