"""Evidence that a file was cut (format document, section 2: truncation looks like a normal end).

Does not belong here: what to do with a cut file.
"""

import polars as pl

from proximity.format import ROOT_TABLES

ALWAYS_WRITTEN = [table.section for table in ROOT_TABLES.values() if table.presence == "always"]
#: Sections that one side branch (banner V5) writes even without rows; every other section is written with rows only.
WRITTEN_BY_FORK = ["SPAWN_TIMING", "TEAM_COHESION", "CROSSFIRE_OPPORTUNITIES", "TEAM_PUSHES", "TRADE_KILLS"]
#: Tracker generation (banner) from which a section exists.
FIRST_BANNER = {"PLAYER_TRACKS": 4}


def truncation_evidence(files: pl.DataFrame, sections: pl.DataFrame) -> pl.DataFrame:
    """One row a file: `file_index`, `truncation_evidence` (null: none found; joined by `, `).

    `files` needs `banner_version` and `is_finished`, `sections` the counts of every section seen.
    """
    seen = (
        sections.lazy()
        .group_by("file_index")
        .agg(
            pl.col("section"),
            last_section=pl.col("section").sort_by("first_line_number").last(),
            last_count=pl.col("line_count").sort_by("first_line_number").last(),
            engagements=pl.col("line_count").filter(pl.col("section") == "ENGAGEMENTS").sum(),
            reactions=pl.col("line_count").filter(pl.col("section") == "REACTION_METRICS").sum(),
        )
    )
    joined = files.lazy().join(seen, on="file_index", how="left")
    evidence = pl.concat_list(pl.coalesce(clue, pl.lit("")) for clue in _clues())
    texts = evidence.list.eval(pl.element().filter(pl.element() != "")).list.join(", ")
    return joined.select("file_index", truncation_evidence=pl.when(texts != "").then(texts)).collect()


def _clues() -> list[pl.Expr]:
    has_reactions = pl.col("section").list.contains("REACTION_METRICS")
    return [
        pl.when(~pl.col("is_finished")).then(pl.lit("last_line_unfinished")),
        *[
            pl.when(~_has(section) & (pl.col("banner_version") >= FIRST_BANNER.get(section, 0))).then(
                pl.lit(f"section_missing:{section}")
            )
            for section in ALWAYS_WRITTEN
        ],
        pl.when((pl.col("last_count") == 0) & ~pl.col("last_section").is_in([*ALWAYS_WRITTEN, *WRITTEN_BY_FORK])).then(
            pl.concat_str(pl.lit("section_without_rows:"), "last_section")
        ),
        # One reaction row is written for every closed engagement.
        pl.when(has_reactions & (pl.col("reactions") < pl.col("engagements"))).then(
            pl.lit("fewer_reactions_than_engagements")
        ),
    ]


def _has(section: str) -> pl.Expr:
    return pl.col("section").list.contains(section).fill_null(value=False)
