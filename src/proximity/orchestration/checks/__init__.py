"""Asset checks that are ours; dbt's tests become checks by themselves.

Belongs here: which assets a proof is about, and what a failure stops.
Does not belong here: counting (`proximity.loading.reconciliation`).
"""
