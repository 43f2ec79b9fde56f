"""How often people think. Here so that work, which goes on thought by thought, can know it.

Does not belong here: thinking (`mind`).
"""

THOUGHT_MS = 150
