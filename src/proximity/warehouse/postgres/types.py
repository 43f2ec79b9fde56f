"""What PostgreSQL calls the types of the staging schema.

Does not belong here: types of results (`frames`).
"""

#: Text is ordered by its bytes, as in DuckDB and whatever the database's locale is.
COLUMN_TYPES = {"TEXT": 'text COLLATE "C"'}

CATALOGUE_TYPES = {
    "TEXT": "text",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "REAL": "real",
    "DOUBLE PRECISION": "double precision",
    "BOOLEAN": "boolean",
    "TIMESTAMP": "timestamp without time zone",
    "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
}
#: Standard SQL type → the type whose binary form a copy sends.
COPIED_TYPES = {
    "TEXT": "text",
    "SMALLINT": "int2",
    "INTEGER": "int4",
    "BIGINT": "int8",
    "REAL": "float4",
    "DOUBLE PRECISION": "float8",
    "BOOLEAN": "bool",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
}
