{#- What belongs here: arithmetic of reinforcement waves, which come round and round. -#}

{#- What is left of `number` after whole multiples of `whole`, from 0 to whole - 1 also if the number is negative. -#}
{% macro remainder(number, whole) -%}
    (((({{ number }}) % {{ whole }}) + {{ whole }}) % {{ whole }})
{%- endmacro %}
