{#-
    What belongs here: keys and indexes on PostgreSQL. They are declared in the YAML beside a model, as `meta`:
        primary_key: [engagement_key]
        unique_key: [round_id, line_number]        instead, where one of them may be null
        foreign_keys: {round_id: dim_rounds}       column -> the mart whose primary key it is; null where unknown
        indexed_by: [[map_name, started_at]]
    (dbt's own constraints would be enforced by DuckDB, too, which then indexes every row and builds one model at a time.)
    Every model whose rows are kept gets an index on `round_id`, because whole rounds are replaced; so does every foreign
    key.
    Does not belong here: columns that are never null, which are part of the contract.
-#}

{#- Name -> statement of the primary key and the indexes of a model; what another one begins with needs none of its own. -#}
{% macro own_keys(node) -%}
    {%- set meta, table, keys, begun = node.config.meta, model_relation(node.name), {}, [] -%}
    {%- if meta.primary_key -%}
        {%- set name = node.name ~ '_pkey' -%}
        {%- do keys.update({name: 'alter table ' ~ table ~ ' add constraint ' ~ name ~ ' primary key ('
            ~ column_list(meta.primary_key) ~ ')'}) -%}
        {%- do begun.append(meta.primary_key | join(' ') ~ ' ') -%}
    {%- elif meta.unique_key -%}
        {%- set name = node.name ~ '_key' -%}
        {%- do keys.update({name: 'alter table ' ~ table ~ ' add constraint ' ~ name ~ ' unique nulls not distinct ('
            ~ column_list(meta.unique_key) ~ ')'}) -%}
        {%- do begun.append(meta.unique_key | join(' ') ~ ' ') -%}
    {%- endif -%}
    {%- for columns in indexed_columns(node) if not starts_one_of(begun, columns | join(' ') ~ ' ') -%}
        {%- set name = (node.name ~ '_' ~ columns | join('_'))[:59] ~ '_idx' -%}
        {%- do keys.update({name: 'create index ' ~ name ~ ' on ' ~ table ~ ' (' ~ column_list(columns) ~ ')'}) -%}
        {%- do begun.append(columns | join(' ') ~ ' ') -%}
    {%- endfor -%}
    {{- return(keys) -}}
{%- endmacro %}

{% macro indexed_columns(node) -%}
    {%- set wanted = node.config.meta.get('indexed_by', []) + ([['round_id']] if node.config.materialized == 'incremental' and not is_transient(node) else []) -%}
    {%- for column in node.config.meta.get('foreign_keys', {}) -%}
        {%- do wanted.append([column]) -%}
    {%- endfor -%}
    {{- return(wanted) -}}
{%- endmacro %}

{% macro starts_one_of(texts, beginning) -%}
    {%- for text in texts if text.startswith(beginning) -%}
        {{- return(true) -}}
    {%- endfor -%}
    {{- return(false) -}}
{%- endmacro %}

{#-
    Name -> statement of the foreign keys of a model. They are checked at the commit, so that rows can be replaced in
    any order.
-#}
{% macro foreign_keys(node) -%}
    {%- set keys = {} -%}
    {%- for column, mart in node.config.meta.get('foreign_keys', {}).items() -%}
        {%- set key = graph.nodes['model.' ~ project_name ~ '.' ~ mart].config.meta.primary_key -%}
        {%- set name = (node.name ~ '_' ~ column)[:58] ~ '_fkey' -%}
        {%- do keys.update({name: 'alter table ' ~ model_relation(node.name) ~ ' add constraint ' ~ name
            ~ ' foreign key (' ~ adapter.quote(column) ~ ') references ' ~ model_relation(mart) ~ ' (' ~ column_list(key) ~ ')'
            ~ ' deferrable initially deferred'}) -%}
    {%- endfor -%}
    {{- return(keys) -}}
{%- endmacro %}

{#- All of a model's own, for a table that has none yet. -#}
{% macro create_own_keys(node) -%}
    {%- for statement in own_keys(node).values() -%}
        {{ statement }};
    {% endfor -%}
{%- endmacro %}

{#- Run at the end: whatever is declared of the tables that there are, and is not there. -#}
{% macro create_missing_keys() -%}
    {%- if target.type == 'postgres' and execute -%}
        {%- set tables = stored_tables() -%}
        {%- set existing = existing_keys() -%}
        {%- set missing = [] -%}
        {%- for node in tables.values() -%}
            {%- do missing.extend(statements_of_missing(own_keys(node), existing)) -%}
        {%- endfor -%}
        {%- for node in tables.values() if node.config.meta.get('foreign_keys', {}).values() | reject('in', tables) | list == [] -%}
            {%- do missing.extend(statements_of_missing(foreign_keys(node), existing)) -%}
        {%- endfor -%}
        {%- if missing -%}
            -- A table whose new rows still wait for the check of their foreign keys can get no index.
            set constraints all immediate;
            {{ missing | join(';\n') }};
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{% macro statements_of_missing(keys, existing) -%}
    {%- set missing = [] -%}
    {%- for name, statement in keys.items() if name not in existing -%}
        {%- do missing.append(statement) -%}
    {%- endfor -%}
    {{- return(missing) -}}
{%- endmacro %}

{#- Name -> node of the models that have a table in the database. -#}
{% macro stored_tables() -%}
    {%- set found = {} -%}
    {%- set names = run_query("
        select schemaname || '.' || tablename from pg_catalog.pg_tables where schemaname in ('intermediate', 'marts')
    ").columns[0].values() | list -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.schema ~ '.' ~ node.name in names -%}
        {%- do found.update({node.name: node}) -%}
    {%- endfor -%}
    {{- return(found) -}}
{%- endmacro %}

{% macro existing_keys() -%}
    {{- return(run_query("
        select conname from pg_catalog.pg_constraint
        where connamespace in (to_regnamespace('intermediate'), to_regnamespace('marts'))
        union
        select indexname from pg_catalog.pg_indexes where schemaname in ('intermediate', 'marts')
    ").columns[0].values() | list) -}}
{%- endmacro %}
