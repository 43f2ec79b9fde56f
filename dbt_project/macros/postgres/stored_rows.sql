{#-
    What belongs here: how rows get into a stored table on PostgreSQL: deleted and inserted in place, never a new table in
    the old one's place. Readers go on reading the rows of the last commit and wait for nobody.
-#}

{#- Makes the rows of `sql` the rows of a new table that has the indexes and keys of the model. -#}
{% macro create_with_rows(target, existing, fresh, columns) -%}
    {%- if existing is not none -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {{ create_stored_table(target, columns) }}
    insert into {{ target }} ({{ column_list(columns) }})
    select {{ column_list(columns) }} from {{ fresh }};
    {{ create_own_keys(model) }}
    analyze {{ target }};
{%- endmacro %}

{#- Makes `target` equal to `fresh`; a row that is the same stays where it is. Grain of both: `key`. -#}
{% macro replace_changed_rows(target, fresh, columns, key) -%}
    {%- set values = columns | list -%}
    delete from {{ target }} as old
    where not exists (select 1 from {{ fresh }} as new where {{ same_key(key) }});

    update {{ target }} as old
    set {% for column in values %}{{ adapter.quote(column) }} = new.{{ adapter.quote(column) }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ fresh }} as new
    where {{ same_key(key) }}
        and ({{ column_list(values, 'old.') }}) is distinct from ({{ column_list(values, 'new.') }});

    insert into {{ target }} ({{ column_list(values) }})
    select {{ column_list(values, 'new.') }}
    from {{ fresh }} as new
    where not exists (select 1 from {{ target }} as old where {{ same_key(key) }});
{%- endmacro %}

{% macro same_key(key) -%}
    {%- for column in key -%}
        old.{{ adapter.quote(column) }} = new.{{ adapter.quote(column) }}{{ ' and ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{#- A temporary table with the rows of the model; gone with the transaction. -#}
{% macro create_fresh_rows(sql) -%}
    {%- set fresh = make_temp_relation(this) -%}
    {%- do run_query('create temporary table ' ~ fresh ~ ' on commit drop as (' ~ in_few_rounds(sql) ~ '\n); analyze ' ~ fresh) -%}
    {{- return(fresh) -}}
{%- endmacro %}
