with

rounds as (
    select * from {{ ref('stg_rounds') }}
),

sections as (
    select * from {{ ref('stg_round_sections') }}
),

format_sections as (
    select * from {{ ref('format_sections') }}
),

features as (
    select distinct
        capability,
        capability_number
    from format_sections
    where capability is not null
),

declared_items as (
    select
        rounds.round_id,
        unnest(string_to_array(rounds.capabilities, ',')) as item
    from rounds
),

-- A flag that is declared twice, differently, was on for part of the round at least.
declared as (
    select
        round_id,
        trim(split_part(item, ':', 1)) as capability,
        max(trim(split_part(item, ':', 2))) as value
    from declared_items
    where item like '%:%'
    group by round_id, trim(split_part(item, ':', 1))
),

-- Rows prove that their flag was on; a heading alone, or nothing, proves nothing (4.4, D1, D2).
proven as (
    select
        sections.round_id,
        format_sections.capability,
        bool_or(sections.row_count > 0) as has_rows
    from sections
    inner join format_sections on sections.section_name = format_sections.section_name
    where format_sections.capability is not null
    group by sections.round_id, format_sections.capability
),

-- Flags that later trackers declare are kept as well.
listed as (
    select
        rounds.round_id,
        features.capability
    from rounds
    cross join features
    union
    select
        round_id,
        capability
    from declared
),

evidenced as (
    select
        listed.round_id,
        listed.capability,
        features.capability_number,
        declared.value,
        coalesce(proven.has_rows, false) as has_rows,
        coalesce(rounds.is_test_mode, false) as is_test_mode
    from listed
    inner join rounds on listed.round_id = rounds.round_id
    left join features on listed.capability = features.capability
    left join declared
        on listed.round_id = declared.round_id
        and listed.capability = declared.capability
    left join proven
        on listed.round_id = proven.round_id
        and listed.capability = proven.capability
),

-- The header declares the effective state, so it counts first; in test mode everything is off.
final as (
    select
        round_id,
        capability,
        capability_number,
        case
            when is_test_mode or value = '0' then 'disabled'
            when value = '1' or has_rows then 'enabled'
            else 'unknown'
        end as state,
        case
            when is_test_mode then 'test_mode'
            when value in ('0', '1') then 'declared'
            when has_rows then 'rows'
        end as evidence
    from evidenced
)

select * from final
