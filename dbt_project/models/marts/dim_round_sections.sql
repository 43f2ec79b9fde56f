with

rounds as (
    select * from {{ ref('stg_rounds') }}
),

sections as (
    select * from {{ ref('stg_round_sections') }}
),

capabilities as (
    select * from {{ ref('dim_round_capabilities') }}
),

format_sections as (
    select * from {{ ref('format_sections') }}
    where section_name is not null
),

present as (
    select
        sections.round_id,
        sections.section_name,
        max(format_sections.section_number) as section_number,
        max(sections.first_line_number) as first_line_number,
        max(sections.completeness) as completeness,
        {{ total('sections.row_count') }} as row_count,
        {{ total('sections.reject_count') }} as reject_count
    from sections
    left join format_sections on sections.section_name = format_sections.section_name
    group by sections.round_id, sections.section_name
),

ordered as (
    select
        *,
        row_number() over (partition by round_id order by first_line_number desc) as number_from_end
    from present
),

-- Sections stand in a fixed order, so a cut file lost the end of its last section and all that would follow (A1).
cuts as (
    select
        round_id,
        max(section_number) as last_number,
        max(case when number_from_end = 1 then section_name end) as last_section
    from ordered
    group by round_id
),

stated as (
    select
        rounds.round_id,
        format_sections.section_name,
        format_sections.section_number,
        format_sections.capability,
        present.completeness,
        case
            when format_sections.capability is not null then capabilities.state
            when present.row_count > 0 then 'enabled'
            when rounds.is_proximity_tracker and format_sections.proximity_presence = 'never' then 'disabled'
            -- No flag can switch these off, once the tracker knows them (4.4, 8).
            when rounds.banner_version >= format_sections.recorded_since_banner then 'enabled'
            else 'unknown'
        end as state,
        coalesce(present.row_count, 0) as row_count,
        coalesce(present.reject_count, 0) as reject_count,
        present.round_id is not null as is_present,
        (
            rounds.is_truncated
            and (
                format_sections.section_number > coalesce(cuts.last_number, 0)
                or format_sections.section_name = cuts.last_section
            )
        ) as is_cut,
        -- What the end line of our own tracker counts otherwise, or cannot tell of a section that is not there.
        coalesce(
            ', ' || rounds.damage_evidence || ', ' like '%:' || format_sections.section_name || ', %'
            or (rounds.damage_evidence like '%end_line_unreadable%' and present.round_id is null),
            false
        ) as is_damaged
    from rounds
    cross join format_sections
    left join capabilities
        on rounds.round_id = capabilities.round_id
        and format_sections.capability = capabilities.capability
    left join present
        on rounds.round_id = present.round_id
        and format_sections.section_name = present.section_name
    left join cuts on rounds.round_id = cuts.round_id
),

covered as (
    select
        *,
        case
            when state = 'disabled' and row_count + reject_count = 0 then 'disabled'
            when is_cut or is_damaged then 'unknown'
            -- Another feature's rows: captures in CONSTRUCTION_EVENTS belong to objective_run_tracking (4.4).
            when state = 'disabled' then 'unknown'
            when row_count > 0 then 'rows'
            -- Lines that could not be read did happen.
            when reject_count > 0 then 'unknown'
            when state = 'enabled' then 'nothing_happened'
            else 'unknown'
        end as coverage
    from stated
),

final as (
    select
        round_id,
        section_name,
        section_number,
        capability,
        state,
        coverage,
        completeness,
        row_count,
        reject_count,
        is_present,
        is_cut,
        is_damaged,
        coverage in ('rows', 'nothing_happened') as is_covered
    from covered
)

select * from final
