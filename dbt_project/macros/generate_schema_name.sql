{#- Schemas are named exactly as configured (`marts`, `intermediate`): BI tools rely on the names. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
