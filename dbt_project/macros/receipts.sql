{#- What belongs here: receipts. Every row that was repaired says why, in codes that can be counted. -#}

{#-
    Codes of the conditions that hold, joined by commas; null if none does. `conditions`: code -> SQL condition.
    Every code is described in the seed `repair_reasons`.
-#}
{% macro repair_reasons(conditions) -%}
    nullif(
        concat_ws(
            ',',
            {%- for code, condition in conditions.items() %}
            case when {{ condition }} then '{{ code }}' end
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
        ),
        ''
    )
{%- endmacro %}
