{#-
    What belongs here: seeds on PostgreSQL. Their rows are deleted: `truncate` would keep readers waiting until the commit.
    A seed that has got other columns is made anew.
-#}
{% macro postgres__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
    {%- if full_refresh or columns_of(old_relation) | list != agate_table.column_names | list -%}
        {{- return(default__reset_csv_table(model, true, old_relation, agate_table)) -}}
    {%- endif -%}
    {%- set sql = 'delete from ' ~ old_relation.render() -%}
    {%- call statement('delete_seed_rows') -%} {{ sql }} {%- endcall -%}
    {{- return(sql) -}}
{%- endmacro %}
