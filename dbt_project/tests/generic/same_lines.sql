{#- Fails for every line of a round that is in one relation and not in the other (grain of both: round_id, line_number). -#}
{% test same_lines(model, to, where_to="true") %}
    with

    here as (
        select
            round_id,
            line_number
        from {{ model }}
    ),

    there as (
        select
            round_id,
            line_number
        from {{ rows_to_test(to, model) }} as written
        where {{ where_to }}
    ),

    missing as (
        select * from there
        except
        select * from here
    ),

    invented as (
        select * from here
        except
        select * from there
    )

    select
        round_id,
        line_number,
        'missing here' as finding
    from missing
    union all
    select
        round_id,
        line_number,
        'not in the file'
    from invented
{% endtest %}
