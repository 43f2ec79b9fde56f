{#- Fails if the sums of the same columns in two relations differ: nothing lost, nothing doubled. -#}
{% test same_total(model, to, columns) %}
    with

    here as (
        select
            {%- for column in columns %}
            coalesce({{ total(column) }}, 0) as {{ column }}{{ "," if not loop.last }}
            {%- endfor %}
        from {{ model }}
    ),

    there as (
        select
            {%- for column in columns %}
            coalesce({{ total(column) }}, 0) as {{ column }}{{ "," if not loop.last }}
            {%- endfor %}
        from {{ to }}
    )

    select * from here
    except
    select * from there
{% endtest %}
