{#- What belongs here: which positions are positions. -#}

{#- True where the tracker could not read an origin and wrote three zeros (REAL_DATA_DEFECTS F9). -#}
{% macro is_unreadable(x, y, z) -%}
    ({{ x }} = 0 and {{ y }} = 0 and {{ z }} = 0)
{%- endmacro %}

{#- True where a number is no coordinate of a map: the engine's maps end at 65,536 units. -#}
{% macro is_off_map(x, y, z) -%}
    (abs({{ x }}) > 65536 or abs({{ y }}) > 65536 or abs({{ z }}) > 65536)
{%- endmacro %}
