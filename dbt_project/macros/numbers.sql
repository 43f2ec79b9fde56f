{#- What belongs here: arithmetic that engines disagree on (integer division, width of sums). -#}

{#- Ratio as a float; null when there is nothing to divide by. -#}
{% macro share(part, whole) -%}
    cast({{ part }} as double precision) / nullif({{ whole }}, 0)
{%- endmacro %}

{#- Sum of whole numbers as bigint (engines widen it differently otherwise). -#}
{% macro total(expression) -%}
    cast(sum({{ expression }}) as bigint)
{%- endmacro %}

{#- Sum of floats to the thousandth: the same in whatever order the rows come, which a plain sum is not. -#}
{% macro exact_total(expression) -%}
    cast(sum(cast({{ expression }} as decimal(18, 3))) as double precision)
{%- endmacro %}
