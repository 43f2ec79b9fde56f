"""What the marts should hold of simulated rounds, computed from the truth about them and from the reference.

Belongs here: expected rows of marts, and what must not be said of any of them; reading the real ones. Does not belong
here: what a file says (`reference`).
"""
