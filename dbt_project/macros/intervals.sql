{#-
    What belongs here: 95 % intervals of rates, so that nobody takes three of four for a talent. Made of the arithmetic
    that engines agree on (`numbers.sql`). Null where there is no rate.
-#}

{#- The 97.5 % point of the standard normal distribution, times a number that is known here. -#}
{% macro normal_point(factor=1) -%} cast({{ 1.959963984540054 * factor }} as double precision) {%- endmacro %}

{#- Wilson's interval of a share `part` of `whole`: one bound, `side` is 'low' or 'high'. -#}
{% macro share_bound(part, whole, side) -%}
    {%- set n = 'cast(nullif(' ~ whole ~ ', 0) as double precision)' -%}
    {%- set p = '(' ~ part ~ ' / ' ~ n ~ ')' -%}
    {%- set z, z_squared = normal_point(), normal_point(1.959963984540054) -%}
    {%- set centre = p ~ ' + ' ~ z_squared ~ ' / (2 * ' ~ n ~ ')' -%}
    {%- set spread = z ~ ' * sqrt(' ~ p ~ ' * (1 - ' ~ p ~ ') / ' ~ n ~ ' + ' ~ z_squared ~ ' / (4 * ' ~ n ~ ' * ' ~ n ~ '))' -%}
    {%- if side == 'low' -%}
        case when {{ part }} = 0 then {{ n }} * 0 else ({{ centre }} - {{ spread }}) / (1 + {{ z_squared }} / {{ n }}) end
    {%- else -%}
        case when {{ part }} = {{ whole }} then {{ n }} / {{ n }} else ({{ centre }} + {{ spread }}) / (1 + {{ z_squared }} / {{ n }}) end
    {%- endif -%}
{%- endmacro %}

{#- Byar's interval of a count of events, to be divided by the exposure: one bound, `side` is 'low' or 'high'. -#}
{% macro count_bound(events, side) -%}
    {%- set n = 'cast(' ~ events ~ (' + 1' if side == 'high' else '') ~ ' as double precision)' -%}
    {%- set sign = '+' if side == 'high' else '-' -%}
    {%- set root = '(1 - 1 / (9 * ' ~ n ~ ') ' ~ sign ~ ' ' ~ normal_point() ~ ' / (3 * sqrt(' ~ n ~ ')))' -%}
    case when {{ n }} > 0 then {{ n }} * {{ root }} * {{ root }} * {{ root }} when {{ n }} = 0 then {{ n }} end
{%- endmacro %}
