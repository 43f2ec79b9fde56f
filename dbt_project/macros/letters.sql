{#-
    What belongs here: capital and small letters, which engines and locales disagree on outside of ASCII. GUIDs, marks of
    bots and names of maps are ASCII; any other letter stays as it is.
-#}

{% macro in_capitals(text) -%}
    {%- if target.type == 'postgres' -%}
        upper({{ text }} collate "C")
    {%- else -%}
        translate({{ text }}, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    {%- endif -%}
{%- endmacro %}

{% macro in_small_letters(text) -%}
    {%- if target.type == 'postgres' -%}
        lower({{ text }} collate "C")
    {%- else -%}
        translate({{ text }}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
    {%- endif -%}
{%- endmacro %}
