{#-
    What belongs here: which rounds a stored model on PostgreSQL still has to build. Its table may be large, and may have
    no row of a round, so that is not asked of the rows: `built_rounds` says which revision of which round each model
    holds. It is written with the rows, in one transaction.
    Does not belong here: how rows are written (`stored_rows.sql`).
-#}

{% macro built_rounds_table() -%}
    {{- return(api.Relation.create(database=target.database, schema='intermediate', identifier='built_rounds')) -}}
{%- endmacro %}

{#- Run at the start: the table and its schema, if they are not there yet. -#}
{% macro create_built_rounds() -%}
    {%- if target.type == 'postgres' and execute -%}
        create table if not exists {{ built_rounds_table() }} (
            model_name text collate "C" not null,
            round_id text collate "C" not null,
            round_revision text collate "C" not null,
            round_state text collate "C" not null,
            primary key (model_name, round_id)
        );
    {%- endif -%}
{%- endmacro %}

{#-
    Two temporary tables: `pending_rounds`, which this model has to build, and `replaced_rounds`, whose rows have to go
    first: the same, and those that are gone or that have another revision now.
    A round waits until the models below have its present revision.
-#}
{% macro find_rounds_to_build(is_whole) -%}
    {%- set rounds = model_relation('stg_rounds') -%}
    {%- set states, column = model.config.meta.get('round_state', [none, none]) -%}
    {%- set state = "coalesce(states." ~ column ~ ", '')" if states else "''" -%}
    {%- do run_query("
        drop table if exists pg_temp.pending_rounds, pg_temp.replaced_rounds;
        create temporary table pending_rounds on commit drop as
        select rounds.round_id, rounds.round_revision, " ~ state ~ " as round_state
        from " ~ rounds ~ " as rounds
        " ~ ("inner join " ~ model_relation(states) ~ " as states on rounds.round_id = states.round_id" if states else "") ~ "
        where " ~ is_built_below() ~ (" and not (" ~ is_wanted_nowhere(state) ~ ")" if not is_whole else "") ~ ";
        create temporary table replaced_rounds on commit drop as
        select round_id from pending_rounds
        union
        select built.round_id
        from " ~ built_rounds_table() ~ " as built
        where built.model_name = '" ~ model.name ~ "' and not exists (
            select 1 from " ~ rounds ~ " as rounds
            where rounds.round_id = built.round_id and rounds.round_revision = built.round_revision
        );
        analyze pending_rounds;
        analyze replaced_rounds
    ") -%}
{%- endmacro %}

{#- Condition: this model holds what the round needs of it, or, if it is transient, so do all that read it. -#}
{% macro is_wanted_nowhere(state) -%}
    {%- if is_transient(model) -%}
        true
        {%- for reader in stored_readers(model) %}
        and {{ is_built(reader) }}
        {%- endfor -%}
    {%- else -%}
        {{ is_built(model.name, 'built.round_state = ' ~ state) }}
    {%- endif -%}
{%- endmacro %}

{#- Condition: a model holds the present revision of the round `rounds`. -#}
{% macro is_built(name, condition='true') -%}
    exists (
        select 1 from {{ built_rounds_table() }} as built
        where built.model_name = '{{ name }}' and built.round_id = rounds.round_id
            and built.round_revision = rounds.round_revision and {{ condition }}
    )
{%- endmacro %}

{#- Condition: so do all stored models that this one reads. -#}
{% macro is_built_below() -%}
    true
    {%- for unique_id in model.depends_on.nodes if graph.nodes.get(unique_id, {}).get('config', {}).get('materialized') == 'incremental' %}
    and {{ is_built(graph.nodes[unique_id].name) }}
    {%- endfor %}
{%- endmacro %}

{% macro model_relation(name) -%}
    {{- return(graph.nodes['model.' ~ project_name ~ '.' ~ name].relation_name) -}}
{%- endmacro %}

{#- The rows of the rounds that are replaced go, those that the model has just made come. -#}
{% macro replace_rounds(target, fresh, columns) -%}
    -- Whoever has rows without having built a round has them from before there was this table.
    delete from {{ target }}
    where not exists (select 1 from {{ built_rounds_table() }} where model_name = '{{ model.name }}');
    delete from {{ target }}
    where round_id in (select round_id from replaced_rounds);
    insert into {{ target }} ({{ column_list(columns) }})
    select {{ column_list(columns) }} from {{ fresh }};
    {%- if is_mostly_new() %}
    analyze {{ target }};
    {%- endif %}
{%- endmacro %}

{#- True if so many rounds are built that the planner does not know the rows of this model: autovacuum comes later. -#}
{% macro is_mostly_new() -%}
    {{- return(run_query("
        select pending.rounds * 10 > loaded.rounds - pending.rounds
        from (select count(*) as rounds from pending_rounds) as pending
        cross join (select count(*) as rounds from " ~ model_relation('stg_rounds') ~ ") as loaded
    ")[0][0]) -}}
{%- endmacro %}

{#-
    The query of a model that reads `in_pending_rounds`, fit for the number of rounds that are pending: of few, rows are
    looked up. PostgreSQL joins whole views, however few of their rows are wanted: a condition of a join does not reach
    the table below a view that has a WITH. One with a value does, and an array of a subquery that stands alone is a
    value. Of many rounds, reading all rows is quicker.
-#}
{% macro in_few_rounds(sql) -%}
    {%- if place_of_condition() not in sql or is_mostly_new() -%}
        {{- return(sql) -}}
    {%- endif -%}
    {%- set condition = 'stored.round_id = any(array(select rounds.round_id from pending_rounds as rounds))' -%}
    {{- return(sql.replace(place_of_condition(), condition)) -}}
{%- endmacro %}

{% macro place_of_condition() -%}
    {{- return('true /* in few rounds */') -}}
{%- endmacro %}

{% macro record_built_rounds() -%}
    delete from {{ built_rounds_table() }}
    where model_name = '{{ model.name }}' and round_id in (select round_id from replaced_rounds);
    insert into {{ built_rounds_table() }} (model_name, round_id, round_revision, round_state)
    select '{{ model.name }}', round_id, round_revision, round_state from pending_rounds;
    {{ record_rounds_of_build() }}
{%- endmacro %}
