{#- What belongs here: where receipts are written. A fact with receipts is one line more. -#}

{#-
    Section ('' is the round as a whole, without a line; in lower case: the column that names it), model, and its columns
    of codes joined by commas.
-#}
{% macro all_receipts() -%}
    {%- set places = [
        ('', 'dim_rounds', ['repair_reasons', 'exclusion_reason']),
        ('ENGAGEMENTS', 'fct_engagements', ['repair_reasons', 'exclusion_reason']),
        ('ENGAGEMENTS', 'fct_engagement_attackers', ['repair_reasons']),
        ('ENGAGEMENTS', 'fct_crossfires', ['exclusion_reason']),
        ('PLAYER_TRACKS', 'fct_lives', ['repair_reasons', 'exclusion_reason']),
        ('REACTION_METRICS', 'fct_reactions', ['repair_reasons', 'exclusion_reason']),
        ('REVIVES', 'fct_revives', ['repair_reasons']),
        ('source', 'fct_kills', ['repair_reasons']),
        ('OBJECTIVE_FOCUS', 'fct_objective_focus', ['repair_reasons']),
        ('SPAWN_TIMING', 'fct_spawn_timings', ['repair_reasons']),
        ('CROSSFIRE_OPPORTUNITIES', 'fct_crossfire_opportunities', ['exclusion_reason']),
        ('FOCUS_FIRE', 'fct_focus_fires', ['repair_reasons']),
        ('TEAM_PUSHES', 'fct_team_pushes', ['exclusion_reason']),
        ('WEAPON_ACCURACY', 'fct_weapon_accuracy', ['repair_reasons', 'exclusion_reason']),
        ('HIT_REGIONS', 'fct_hit_regions', ['repair_reasons']),
        ('HITS', 'fct_hits', ['repair_reasons']),
        ('SHOT_FIRED', 'fct_shots', ['repair_reasons']),
        ('AIM_LOCK', 'fct_aim_locks', ['repair_reasons']),
        ('SPAWN_SELECT', 'fct_spawn_selects', ['repair_reasons']),
        ('CARRIER_EVENTS', 'fct_carries', ['repair_reasons']),
        ('VEHICLE_PROGRESS', 'fct_vehicles', ['repair_reasons']),
        ('ESCORT_CREDIT', 'fct_escorts', ['repair_reasons']),
        ('CONSTRUCTION_EVENTS', 'fct_constructions', ['repair_reasons']),
        ('OBJECTIVE_RUNS', 'fct_objective_runs', ['repair_reasons']),
    ] -%}
    {%- for section, model, columns in places %}
    {%- for column in columns %}
    select
        round_id,
        {{ "'" ~ section ~ "'" if section == section | upper else section }} as section_name,
        {{ 'line_number' if section else 'cast(null as bigint) as line_number' }},
        unnest(string_to_array({{ column }}, ',')) as reason
    from ({{ rows_to_build(ref(model)) }}) as receipted
    where {{ column }} is not null
    union all
    {%- endfor %}
    {%- endfor %}
    select
        round_id,
        section,
        line_number,
        reason
    from ({{ rows_to_build(source('staging', 'repaired_lines')) }}) as repaired
{%- endmacro %}
