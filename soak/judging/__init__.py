"""A second reader of round files: slow, plain, and of its own mind.

It shares with the product only the two CSV files that name tables, columns and types; how lines are cut, which texts
are numbers and when a line is sound is written here once more, from the format document (sections 3, 4, 7 and 11).
Does not belong here: Polars, speed, reasons of rejects.
"""
