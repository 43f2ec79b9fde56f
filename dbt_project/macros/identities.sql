{#- What belongs here: who a row is about. Source: ROUND_FILE_FORMAT 6.1 (GUIDs) and 6.2 (names). -#}

{#- Upper-case GUID, or null where the GUID stands for no person: empty, SLOT<n>, WORLD_<n>, UNKNOWN. -#}
{% macro person_id(guid) -%}
    case
        when {{ guid }} is null
            or {{ guid }} = ''
            or {{ in_capitals(guid) }} = 'UNKNOWN'
            or left({{ in_capitals(guid) }}, 4) = 'SLOT'
            or left({{ in_capitals(guid) }}, 6) = 'WORLD_'
            then null
        else {{ in_capitals(guid) }}
    end
{%- endmacro %}

{#- One key for everybody inside one round: the person, else GUID and name together (clients without a GUID). -#}
{% macro actor_key(guid, name) -%}
    coalesce({{ person_id(guid) }}, '?' || coalesce({{ guid }}, '') || '|' || coalesce({{ name }}, ''))
{%- endmacro %}

{#- Name without colour codes (`^` and one character); a name that is nothing but codes stays as it is. -#}
{% macro without_colours(name) -%}
    coalesce(nullif(regexp_replace({{ name }}, '\^.', '', 'g'), ''), {{ name }})
{%- endmacro %}

{#- Bots: GUID beginning OMNIBOT, or name beginning [BOT] once the colours are gone (REAL_DATA_DEFECTS E1). -#}
{% macro is_bot(guid, name) -%}
    (
        coalesce(left({{ in_capitals(guid) }}, 7) = 'OMNIBOT', false)
        or coalesce(left({{ in_capitals(without_colours(name)) }}, 5) = '[BOT]', false)
    )
{%- endmacro %}

{#- Text key of one line of one round file: unique, and readable back to the line. -#}
{% macro line_key(alias) -%}
    {{ alias }}.round_id || '-' || cast({{ alias }}.line_number as text)
{%- endmacro %}

{#- Map in lower case: the header's, else the middle of the file name (REAL_DATA_DEFECTS A9, A10). -#}
{% macro map_name(rounds) -%}
    {%- set written %}
        coalesce(
            nullif({{ rounds }}.header_map, ''),
            regexp_replace(
                {{ rounds }}.file_name,
                '^\d{4}-\d{2}-\d{2}-\d{6}-(.*)-round-\d+_engagements\.txt$',
                '\1'
            )
        )
    {%- endset -%}
    {{ in_small_letters(written) }}
{%- endmacro %}

{#- Everybody with a GUID in these columns of a loaded table, once a name: pairs of columns, or none for the name. -#}
{% macro persons_of_pending(table, pairs) -%}
    {%- for guid, name in pairs %}
    select distinct
        round_id,
        round_revision,
        {{ guid }} as guid,
        {{ name or 'cast(null as text)' }} as player_name
    from (
        {{ loaded_rows_of_pending(source('staging', table)) }}
    ) as loaded
    where {{ person_id(guid) }} is not null
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
{%- endmacro %}

{#- Rows of `relation` as sightings of a player: who, under which name, from when to when. Nobody is no sighting. -#}
{% macro sighting(relation, guid, name, first_ms, last_ms) -%}
    select
        round_id,
        round_revision,
        {{ guid }} as guid,
        {{ name }} as player_name,
        {{ first_ms }} as first_ms,
        {{ last_ms }} as last_ms
    from {{ relation }}
    where {{ guid }} is not null or {{ name }} is not null
{%- endmacro %}
