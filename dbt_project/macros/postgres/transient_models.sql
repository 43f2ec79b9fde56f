{#-
    What belongs here: intermediate models whose rows nobody reads but the models of the same build (`meta: {is_transient:
    true}`). PostgreSQL has their rows for the time of a build only, and only those of the rounds that are being built:
    kept, they would take as much room as the marts. The empty tables stay, for the unit tests.
    Their readers are incremental, have a contract, and read no other rounds than those that they build.
-#}

{% macro is_transient(node) -%}
    {{- return(node.config.meta.get('is_transient', false)) -}}
{%- endmacro %}

{#- Names of the stored models that read this one, directly or through transient ones. -#}
{% macro stored_readers(node) -%}
    {%- set readers = [] -%}
    {%- for reader in graph.nodes.values() if reader.resource_type == 'model' and node.unique_id in reader.depends_on.nodes -%}
        {%- do readers.extend(stored_readers(reader) if is_transient(reader) else [reader.name]) -%}
    {%- endfor -%}
    {{- return(readers | unique | list) -}}
{%- endmacro %}

{#-
    Run at the start: a stored model that is to get other columns is made anew, of all rounds, so that the transient ones
    below have to know of it before they choose theirs.
-#}
{% macro forget_outdated_models() -%}
    {%- if target.type == 'postgres' and execute -%}
        {%- set stored = contracts_in_database() -%}
        {%- for node in graph.nodes.values() if node.config.materialized == 'incremental' and node.config.contract.enforced -%}
            {%- set promised = {} -%}
            {%- for name, column in node.columns.items() -%}
                {%- do promised.update({name: column.data_type}) -%}
            {%- endfor -%}
            {%- if stored.get(node.relation_name) != promised -%}
                delete from {{ built_rounds_table() }} where model_name = '{{ node.name }}';
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{#- Table of the marts, as dbt writes it -> column -> type. -#}
{% macro contracts_in_database() -%}
    {%- set found = {} -%}
    {%- for table, column, type in run_query("
        select class.relname, attribute.attname, format_type(attribute.atttypid, attribute.atttypmod)
        from pg_catalog.pg_class as class
        inner join pg_catalog.pg_namespace as namespace on class.relnamespace = namespace.oid
        inner join pg_catalog.pg_attribute as attribute on class.oid = attribute.attrelid
        where namespace.nspname = 'marts' and class.relkind = 'r' and attribute.attnum > 0 and not attribute.attisdropped
    ") -%}
        {%- set relation = api.Relation.create(database=target.database, schema='marts', identifier=table).render() -%}
        {%- do found.setdefault(relation, {}).update({column: type}) -%}
    {%- endfor -%}
    {{- return(found) -}}
{%- endmacro %}

{#-
    Run at the end. `truncate` gives the room back at once but waits for whoever looks at the table (a dump of the
    database); then its rows are deleted, which waits for nobody.
-#}
{% macro empty_transient_models() -%}
    {%- if target.type == 'postgres' and execute -%}
        {%- set tables = stored_tables() -%}
        {%- for node in tables.values() if is_transient(node) -%}
            do $$
            begin
                lock table {{ node.relation_name }} in access exclusive mode nowait;
                truncate {{ node.relation_name }};
            exception when lock_not_available then
                delete from {{ node.relation_name }};
            end $$;
            delete from {{ built_rounds_table() }} where model_name = '{{ node.name }}';
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
