{#-
    Incremental strategy `replace_rounds`: whole rounds are replaced, in one transaction.
    1. Delete the rows of every round that is gone, or that has another revision now (also if it has no rows any more).
    2. Insert the rows of the pending rounds, which the model has just put into the temporary relation.
    The model must select from `stg_rounds` (macro pending_rounds does) and have round_id and round_revision.
-#}
{% macro get_incremental_replace_rounds_sql(arg_dict) -%}
    {%- set target = arg_dict['target_relation'] -%}
    {%- set columns = arg_dict['dest_columns'] | map(attribute='quoted') | join(', ') -%}
    delete from {{ target }} as built
    where not exists (
        select 1
        from {{ ref('stg_rounds') }} as rounds
        where rounds.round_id = built.round_id
            and rounds.round_revision = built.round_revision
    );

    insert into {{ target }} ({{ columns }})
    select {{ columns }}
    from {{ arg_dict['temp_relation'] }};
{%- endmacro %}
