{#-
    What belongs here: arithmetic that engines disagree on: integer division, width of sums, rounding, powers.

    The rule for floats: what engines agree on to the last bit is IEEE 754: +, -, *, /, sqrt and floor of doubles. So a
    float is only ever made by these, in a fixed order; it is rounded to n decimals as floor(x * 10^n + 0.5) / 10^n (halves
    go up); floats are summed as whole thousandths. `round`, `power`, decimals and plain sums of floats are not used.
-#}

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
    cast({{ total(whole('(' ~ expression ~ ') * 1000')) }} as double precision) / 1000
{%- endmacro %}

{#- Count of what was recorded: 0 only if it could have been recorded somewhere (`round_count`), else unknown. -#}
{% macro recorded(expression, round_count) -%}
    case when {{ round_count }} > 0 then coalesce({{ expression }}, 0) end
{%- endmacro %}

{#-
    Straight 3-D distance in units between two points, given as prefixes of their x, y and z columns. Unknown for numbers
    that no engine of a game can write: PostgreSQL would fail where their squares leave the range.
-#}
{% macro distance(from_point, to_point) -%}
    case
        when
            {%- for point in [from_point, to_point] %}{% set outer = loop %}{% for axis in ['x', 'y', 'z'] %}
            {{ 'and ' if not (outer.first and loop.first) }}{{ point }}_{{ axis }} between -1000000000 and 1000000000
            {%- endfor %}{% endfor %}
            then sqrt(
                {%- for axis in ['x', 'y', 'z'] %}
                {{ '+ ' if not loop.first }}{{ squared(to_point ~ '_' ~ axis ~ ' - ' ~ from_point ~ '_' ~ axis) }}
                {%- endfor %}
            )
    end
{%- endmacro %}

{% macro squared(expression) -%}
    cast({{ expression }} as double precision) * cast({{ expression }} as double precision)
{%- endmacro %}

{#- The nearest whole number to a float, halves up. -#}
{% macro whole(expression) -%}
    cast(floor({{ expression }} + 0.5) as bigint)
{%- endmacro %}

{#- Float rounded to so many decimals, halves up; by default to one, as the files write positions and ways. -#}
{% macro rounded(expression, decimals=1) -%}
    floor(({{ expression }}) * {{ 10 ** decimals }} + 0.5) / {{ 10 ** decimals }}
{%- endmacro %}
