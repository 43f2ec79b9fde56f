{#-
    What belongs here: descriptions of the YAML as comments in PostgreSQL, for tables and views alike. Writing all of them
    would change thousands of rows of the catalogue at every build, so that only those that differ are written, at the end.
-#}

{% macro postgres__persist_docs(relation, model, for_relation, for_columns) -%}
{%- endmacro %}

{% macro write_comments() -%}
    {%- if target.type == 'postgres' and execute -%}
        {%- set existing = existing_comments() -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.relation_name in existing -%}
            {%- set comments = existing[node.relation_name] -%}
            {%- if node.config.persist_docs.get('relation') and node.description != comments[''].text -%}
                comment on {{ comments[''].kind }} {{ node.relation_name }} is {{ postgres_escape_comment(node.description) }};
            {%- endif -%}
            {%- for name, column in node.columns.items() if node.config.persist_docs.get('columns') and name in comments -%}
                {%- if column.description != comments[name].text -%}
                    comment on column {{ node.relation_name }}.{{ adapter.quote(name) }}
                    is {{ postgres_escape_comment(column.description) }};
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{#- Relation, as dbt writes it -> column ('' is the relation itself) -> its comment, and the kind of relation. -#}
{% macro existing_comments() -%}
    {%- set found = {} -%}
    {%- for schema, name, kind, column, text in run_query("
        select
            namespace.nspname,
            class.relname,
            case class.relkind when 'v' then 'view' else 'table' end,
            coalesce(attribute.attname, ''),
            coalesce(description.description, '')
        from pg_catalog.pg_class as class
        inner join pg_catalog.pg_namespace as namespace on class.relnamespace = namespace.oid
        inner join (
            select attrelid, attname, attnum from pg_catalog.pg_attribute where attnum > 0 and not attisdropped
            union all
            select oid, null, 0 from pg_catalog.pg_class
        ) as attribute on class.oid = attribute.attrelid
        left join pg_catalog.pg_description as description
            on class.oid = description.objoid
            and attribute.attnum = description.objsubid
            and description.classoid = 'pg_catalog.pg_class'::regclass
        where namespace.nspname in ('intermediate', 'marts') and class.relkind in ('r', 'v')
    ") -%}
        {%- set relation = api.Relation.create(database=target.database, schema=schema, identifier=name).render() -%}
        {%- do found.setdefault(relation, {}).update({column: {'kind': kind, 'text': text}}) -%}
    {%- endfor -%}
    {{- return(found) -}}
{%- endmacro %}
