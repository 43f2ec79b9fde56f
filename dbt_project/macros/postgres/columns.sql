{#- What belongs here: what columns a relation on PostgreSQL has, and the DDL of a stored table. -#}

{#- Column -> type of a relation, in order; empty if there is none. A temporary relation has no schema. -#}
{% macro columns_of(relation) -%}
    {%- set columns = {} -%}
    {%- for row in run_query("
        select attribute.attname, format_type(attribute.atttypid, attribute.atttypmod)
        from pg_catalog.pg_attribute as attribute
        where attribute.attrelid = to_regclass('" ~ relation.include(database=false) ~ "')
            and attribute.attnum > 0 and not attribute.attisdropped
        order by attribute.attnum
    ") -%}
        {%- do columns.update({row[0]: row[1]}) -%}
    {%- endfor -%}
    {{- return(columns) -}}
{%- endmacro %}

{#- The same of a query, which is planned for it and not run. -#}
{% macro columns_of_query(sql) -%}
    {%- set probe = make_temp_relation(this, '__probe') -%}
    {%- do run_query('create temporary table ' ~ probe ~ ' on commit drop as (' ~ sql ~ '\n) with no data') -%}
    {%- set columns = columns_of(probe) -%}
    {%- do run_query('drop table ' ~ probe) -%}
    {{- return(columns) -}}
{%- endmacro %}

{#- The same as the model's contract has it; empty without one. -#}
{% macro promised_columns() -%}
    {%- set columns = {} -%}
    {%- if config.get('contract').enforced -%}
        {%- for name, column in model.columns.items() -%}
            {%- do columns.update({name: column.data_type}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(columns) -}}
{%- endmacro %}

{#- Fails in dbt's own words if the contract is another. -#}
{% macro assert_contract(sql, columns) -%}
    {%- if promised_columns() and promised_columns() != columns -%}
        {%- do assert_columns_equivalent(sql) -%}
    {%- endif -%}
{%- endmacro %}

{#-
    `create table` with these columns. Texts sort and compare by their bytes, whatever the database's locale: the order
    of names, and with it who comes first, must not depend on where the database was made.
-#}
{% macro create_stored_table(target, columns) -%}
    create {{ 'unlogged ' if is_transient(model) }}table {{ target }} (
        {%- for column, type in columns.items() %}
        {{ adapter.quote(column) }} {{ type }}
        {%- if type == 'text' %} collate "C"{% endif %}
        {%- if is_never_null(column) %} not null{% endif %}
        {{- ',' if not loop.last }}
        {%- endfor %}
    );
{%- endmacro %}

{#- True if this model's contract says so. -#}
{% macro is_never_null(column) -%}
    {%- set constraints = model.columns.get(column, {}).get('constraints') or [] -%}
    {{- return('not_null' in constraints | map(attribute='type') | map('string') | list
        or column in model.config.meta.get('primary_key', [])) -}}
{%- endmacro %}

{#- Names of columns as one list. -#}
{% macro column_list(columns, prefix='') -%}
    {%- for column in columns -%}
        {{ prefix }}{{ adapter.quote(column) }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
