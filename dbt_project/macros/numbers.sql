{#- What belongs here: arithmetic that engines disagree on (integer division, width of sums). -#}

{#- Ratio as a float; null when there is nothing to divide by. -#}
{% macro share(part, whole) -%}
    cast({{ part }} as double precision) / nullif({{ whole }}, 0)
{%- endmacro %}

{#- Sum of whole numbers as bigint (engines widen it differently otherwise). -#}
{% macro total(expression) -%}
    cast(sum({{ expression }}) as bigint)
{%- endmacro %}
