{#- Fails for every row for which `condition` is not true; a condition that is null fails as well. -#}
{% test holds(model, condition) %}
    select *
    from {{ model }}
    where not coalesce({{ condition }}, false)
{% endtest %}
