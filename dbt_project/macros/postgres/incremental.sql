{#-
    Materialization `incremental` on PostgreSQL: the rows of whole rounds are replaced, in place. Which rounds: see
    `built_rounds.sql`. The table is made anew if there is none, or if it has other columns.
-#}
{% materialization incremental, adapter='postgres' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- do find_rounds_to_build(is_whole=false) -%}
    {%- set columns = promised_columns() or columns_of_query(sql) -%}
    {%- set is_kept = existing is not none and existing.type == 'table' and columns_of(target) == columns -%}
    {%- if not is_kept or should_full_refresh() -%}
        {%- do find_rounds_to_build(is_whole=true) -%}
    {%- endif -%}
    {%- if is_kept and not run_query('select count(*) from replaced_rounds')[0][0] -%}
        {% call statement('main') -%} select 'no round to replace' {%- endcall %}
    {%- else -%}
        {%- set fresh = create_fresh_rows(sql) -%}
        {%- do assert_contract(sql, columns_of(fresh)) -%}
        {% call statement('main') -%}
            {%- if is_kept -%}
                {{ replace_rounds(target, fresh, columns) }}
            {%- else -%}
                {{ create_with_rows(target, existing, fresh, columns) }}
            {%- endif -%}
            {{ record_built_rounds() }}
            drop table {{ fresh }};
        {%- endcall %}
    {%- endif -%}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do adapter.commit() %}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
