{#- What belongs here: times of the files brought to one axis, ms since the round's start (ROUND_FILE_FORMAT 5, B3). -#}

{#- A time of the file on the round's axis. The query joins `int_rounds_clocked` as `clocks`; unknown is no shift. -#}
{% macro on_round_axis(time_ms) -%}
    {{ time_ms }} - coalesce(clocks.clock_shift_ms, 0)
{%- endmacro %}
