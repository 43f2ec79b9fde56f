{#-
    Materialization `incremental` on PostgreSQL: the rows of whole rounds are replaced, in place. Which rounds: see
    `built_rounds.sql`. The table is made anew if there is none, or if it has other columns.
-#}
{% materialization incremental, adapter='postgres' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {%- set is_kept = existing is not none and existing.type == 'table' -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- set round_count = find_rounds_to_build(is_whole=not is_kept or should_full_refresh()) -%}
    {%- if is_kept and not round_count -%}
        {% call statement('main') -%} select 'no round to replace' {%- endcall %}
    {%- else -%}
        {%- set fresh = create_fresh_rows(sql) -%}
        {%- set columns = columns_of(fresh) -%}
        {%- if is_kept and columns_of(target) != columns -%}
            {%- set is_kept = false -%}
            {%- do run_query('drop table ' ~ fresh) -%}
            {%- do find_rounds_to_build(is_whole=true) -%}
            {%- set fresh = create_fresh_rows(sql) -%}
        {%- endif -%}
        {%- do assert_contract(sql, columns) -%}
        {% call statement('main') -%}
            {%- if not is_kept -%}
                {{ create_with_rows(target, existing, fresh, columns) }}
            {%- else -%}
                {{ replace_rounds(target, fresh, columns) }}
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
