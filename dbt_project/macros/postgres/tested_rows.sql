{#-
    What belongs here: which rows the data tests of a build look at on PostgreSQL. Rows of rounds that this build leaves as
    they are were tested before they were published, so that only the others are; a test that looks at all of them, after
    every round, would be what takes the time. Whoever wants all of them tested says `dbt test`.
    What a key says of rows of different rounds, PostgreSQL holds itself (`keys.sql`).
-#}

{#- Run at the start; the table is seen by the build's own transaction and ends with it. -#}
{% macro create_rounds_of_build() -%}
    {%- if target.type == 'postgres' and execute and flags.WHICH == 'build' -%}
        create temporary table rounds_of_build (round_id text collate "C" primary key) on commit drop;
    {%- endif -%}
{%- endmacro %}

{% macro record_rounds_of_build() -%}
    {%- if are_rounds_of_build_known() -%}
        insert into rounds_of_build select round_id from replaced_rounds on conflict do nothing;
        analyze rounds_of_build;
    {%- endif -%}
{%- endmacro %}

{#- False if dbt is not run as one transaction, and if it only tests. -#}
{% macro are_rounds_of_build_known() -%}
    {{- return(target.type == 'postgres' and execute
        and run_query("select to_regclass('pg_temp.rounds_of_build') is not null")[0][0]) -}}
{%- endmacro %}

{#- dbt's own macro: what stands for the tested model in a generic test. -#}
{% macro postgres__get_where_subquery(relation) -%}
    {%- set conditions = [] -%}
    {%- if config.get('where') -%}
        {%- do conditions.append('(' ~ config.get('where') ~ ')') -%}
    {%- endif -%}
    {%- if are_rounds_of_build_known() and is_built_by_rounds(relation) -%}
        {%- do conditions.append(is_round_of_build()) -%}
    {%- endif -%}
    {{- return('(select * from ' ~ relation ~ ' where ' ~ conditions | join(' and ') ~ ') as tested' if conditions else relation) -}}
{%- endmacro %}

{% macro is_built_by_rounds(relation) -%}
    {%- set names = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('config.materialized', 'equalto', 'incremental') | map(attribute='name') | list -%}
    {{- return(relation.identifier in names) -}}
{%- endmacro %}

{% macro is_round_of_build() -%}
    round_id in (select rounds_of_build.round_id from rounds_of_build)
{%- endmacro %}

{#-
    The rows of `relation` that a test compares with those of a tested model; `model`: the latter, as the test got it. In
    a test that is no generic one there is none, and the rows of the build are meant on both sides.
-#}
{% macro rows_to_test(relation, model='rounds_of_build') -%}
    {%- if are_rounds_of_build_known() and 'rounds_of_build' in model | string -%}
        (select * from {{ relation }} where {{ is_round_of_build() }})
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}
