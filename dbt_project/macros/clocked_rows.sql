{#- What belongs here: the one clock of the marts. All `*_ms` are milliseconds since the round's start. -#}

{#- Rows of a loaded table with `clock_shift_ms`, to be subtracted from their times (0 where nobody knows better). -#}
{% macro clocked_rows(relation) -%}
    select
        loaded.*,
        coalesce(clocks.clock_shift_ms, 0) as clock_shift_ms
    from {{ relation }} as loaded
    inner join {{ ref('int_rounds_clocked') }} as clocks on loaded.round_id = clocks.round_id
    {{ join_rounds_to_build() }}
{%- endmacro %}
