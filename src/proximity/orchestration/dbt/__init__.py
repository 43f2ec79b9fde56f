"""How Dagster sees and calls the dbt project.

Belongs here: the parsed project, names and groups of its nodes, the resource that runs it.
Does not belong here: the assets, SQL.
"""
