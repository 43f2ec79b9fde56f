{#-
    Materialization `view` on PostgreSQL: replaced in place as long as it has the same columns, because dropping it would
    take with it every view that reads it, also those that this run does not build.
-#}
{% materialization view, adapter='postgres' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='view') -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- set is_replaceable = existing is not none and existing.type == 'view'
        and columns_of(target).items() | list == columns_of_query(sql).items() | list -%}
    {%- if existing is not none and not is_replaceable -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {% call statement('main') -%}
        create or replace view {{ target }} as ({{ sql }}
        );
    {%- endcall %}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do adapter.commit() %}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
