"""Damage of many kinds.

Every kind is a function of what it damages and a random generator. It says whether the grammar can see the damage
(`is_visible`): then it must end in a reject or a repair, whatever the judge thinks.
What nobody can see: a digit that became another, a nullable field that was emptied, the content of a text, an item
taken from a list whose items nobody counts, a line that is gone. Such damage must come out exactly as written.
Does not belong here: what the parser makes of it.
"""
