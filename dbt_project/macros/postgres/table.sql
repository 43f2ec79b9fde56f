{#-
    Materialization `table` on PostgreSQL: the model runs whole, and only rows that changed are written. The table is
    made anew if there is none, or if it has other columns.
-#}
{% materialization table, adapter='postgres' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- set fresh = create_fresh_rows(sql) -%}
    {%- set columns = columns_of(fresh) -%}
    {%- do assert_contract(sql, columns) -%}
    {% call statement('main') -%}
        {%- if existing is none or existing.type != 'table' or columns_of(target) != columns -%}
            {{ create_with_rows(target, existing, fresh, columns) }}
        {%- else -%}
            {{ replace_changed_rows(target, fresh, columns, model.config.meta.primary_key) }}
        {%- endif -%}
        drop table {{ fresh }};
    {%- endcall %}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do adapter.commit() %}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
