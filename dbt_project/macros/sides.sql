{#- What belongs here: on which side somebody was. -#}

{#- Round and GUID of those who spawned on both sides of a round: a section that keeps his first side may be wrong (E6). -#}
{% macro side_changers(tracks) -%}
    select
        round_id,
        guid
    from {{ tracks }}
    where team in ('AXIS', 'ALLIES')
    group by round_id, guid
    having min(team) != max(team)
{%- endmacro %}
