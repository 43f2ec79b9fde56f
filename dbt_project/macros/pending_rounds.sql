{#-
    What belongs here: which rounds an incremental model still has to build, and the rows of those rounds.
    State decides, not time: a round is pending when the model does not have its present revision.
-#}

{#-
    Body of the CTE `pending`: round_id, round_revision.
    PostgreSQL is told by the materialization (`postgres/built_rounds.sql`). DuckDB asks the model's own rows, which is
    quick by columns; a round that has no rows in a model stays pending there, and looking at it again costs next to
    nothing.
-#}
{% macro pending_rounds() -%}
    select
        rounds.round_id,
        rounds.round_revision
    from {{ 'pending_rounds' if target.type == 'postgres' and is_incremental() else ref('stg_rounds') }} as rounds
    {%- if target.type != 'postgres' and is_incremental() %}
    where not exists (
        select 1
        from {{ this }} as built
        where built.round_id = rounds.round_id
            and built.round_revision = rounds.round_revision
    )
    {%- endif %}
{%- endmacro %}

{#- Rows of a loaded table (no revision column) that belong to a pending round, with the revision added. -#}
{% macro loaded_rows_of_pending(relation) -%}
    select
        loaded.*,
        pending.round_revision
    from {{ in_pending_rounds(relation) }} as loaded
    inner join pending on loaded.round_id = pending.round_id
{%- endmacro %}

{#-
    The relation; on PostgreSQL with the place for a condition that `in_few_rounds` puts there if few rounds are pending.
-#}
{% macro in_pending_rounds(relation) -%}
    {%- if are_rounds_to_build_found() -%}
    (
        select * from {{ relation }} as stored
        where {{ place_of_condition() }}
    )
    {%- else -%}
    {{ relation }}
    {%- endif -%}
{%- endmacro %}

{#-
    True if there is a table `pending_rounds`: the materialization finds them in `stg_rounds` (`built_rounds.sql`), which
    has to be there before. In a unit test there is no relation `this`.
-#}
{% macro are_rounds_to_build_found() -%}
    {%- if not execute -%}
        {%- do ref('stg_rounds') -%}
    {%- endif -%}
    {{- return(target.type == 'postgres' and this and is_incremental()) -}}
{%- endmacro %}

{#-
    Rows of another incremental model (it has the revision) that belong to a pending round. On PostgreSQL a round is
    pending only if the models below have its present revision and no other, and asking for that again would make the
    planner expect a thousandth of the rows.
-#}
{% macro built_rows_of_pending(relation) -%}
    select built_rows.*
    from {{ in_pending_rounds(relation) }} as built_rows
    inner join pending
        on built_rows.round_id = pending.round_id
        {%- if target.type != 'postgres' %}
        and built_rows.round_revision = pending.round_revision
        {%- endif %}
{%- endmacro %}
