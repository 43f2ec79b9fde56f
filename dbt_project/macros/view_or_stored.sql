{#-
    What belongs here: marts that are views on DuckDB, where a view costs nothing to build and is quick to read. On
    PostgreSQL they are stored: what readers see must not change before the build that made it is done, and rows that a
    server reads again and again are not computed again and again.
-#}

{#- `stored`: how, incremental (by rounds) or table. -#}
{% macro view_or_stored(stored) -%}
    {{- return(stored if target.type == 'postgres' else 'view') -}}
{%- endmacro %}

{#- Body of a CTE in such a model: the rows of the rounds that are being built; a view has them all. -#}
{% macro rows_to_build(relation) -%}
    select loaded.*
    from {{ in_pending_rounds(relation) }} as loaded
    {{ join_rounds_to_build() }}
{%- endmacro %}

{#- What makes `loaded` the rows of these rounds. -#}
{% macro join_rounds_to_build() -%}
    {%- if are_rounds_to_build_found() -%}
        inner join pending_rounds on loaded.round_id = pending_rounds.round_id
    {%- endif -%}
{%- endmacro %}
