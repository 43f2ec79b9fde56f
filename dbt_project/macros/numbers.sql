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

{#- Count of what was recorded: 0 only if it could have been recorded somewhere (`round_count`), else unknown. -#}
{% macro recorded(expression, round_count) -%}
    case when {{ round_count }} > 0 then coalesce({{ expression }}, 0) end
{%- endmacro %}

{#- Straight 3-D distance in units between two points, given as prefixes of their x, y and z columns. -#}
{% macro distance(from_point, to_point) -%}
    sqrt(
        {%- for axis in ['x', 'y', 'z'] %}
        {{ '+ ' if not loop.first }}power({{ to_point }}_{{ axis }} - {{ from_point }}_{{ axis }}, 2)
        {%- endfor %}
    )
{%- endmacro %}

{#- Float rounded to one decimal, as the files write positions and ways; PostgreSQL rounds decimals only. -#}
{% macro rounded(expression) -%}
    cast(round(cast({{ expression }} as decimal(18, 3)), 1) as double precision)
{%- endmacro %}
