"""The settings of Proximity: the one place that reads the environment.

Belongs here: every `PROXIMITY_*` variable with its type, default and meaning, and the paths that follow from them.
Does not belong here: anything that opens, creates or connects to what these paths name.

A relative path in a variable or in `.env` starts at the project folder, so that every command, from wherever
it is started, means the same warehouse.
"""

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import AfterValidator, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parents[2]
DBT_PROJECT_DIR = PROJECT_ROOT / "dbt_project"
ENV_PREFIX = "PROXIMITY_"
DEFAULT_WAREHOUSE = "warehouse.duckdb"

Target = Literal["duckdb", "postgres"]


class SettingsError(ValueError):
    """A setting cannot be used; the message names the variable and the cure."""


def _from_project_root(path: Path) -> Path:
    """The absolute path; `~` is the home folder, a relative path starts at the project folder."""
    return PROJECT_ROOT / path.expanduser()


POSTGRES_URL_FORM = "postgresql://user:password@host:port/db"


def _postgres_url(url: SecretStr) -> SecretStr:
    """The same URL if it is one of PostgreSQL. The message must not repeat it: it holds a password."""
    try:
        parts = urlsplit(url.get_secret_value())
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError(f"must look like {POSTGRES_URL_FORM}")
    return url


ProjectPath = Annotated[Path, AfterValidator(_from_project_root)]


class Settings(BaseSettings):
    """What a run needs to know, from keyword arguments, then the environment, then `.env`, then defaults."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_file=PROJECT_ROOT / ".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
        hide_input_in_errors=True,
    )

    raw_dir: ProjectPath = Path("raw")
    """Where round files arrive; searched at any depth."""

    data_dir: ProjectPath = Path(".data")
    """Everything that the pipeline writes."""

    target: Target = "duckdb"
    """The engine of the warehouse."""

    duckdb_path: ProjectPath | None = None
    """The DuckDB file; by default `warehouse.duckdb` in the data folder. The samples lie beside it."""

    postgres_url: Annotated[SecretStr, AfterValidator(_postgres_url)] | None = None
    """`postgresql://user:password@host:port/db`, needed by the target `postgres`."""

    @model_validator(mode="after")
    def _names_its_database(self) -> Self:
        if self.target == "postgres" and self.postgres_url is None:
            raise ValueError(f"{variable_name('postgres_url')}: the target postgres needs it, as {POSTGRES_URL_FORM}")
        return self

    @property
    def warehouse_path(self) -> Path:
        """The DuckDB file, absolute."""
        return self.duckdb_path or self.data_dir / DEFAULT_WAREHOUSE

    @property
    def samples_dir(self) -> Path:
        """The Parquet files of the path points, one folder a day. They belong to one warehouse and lie beside the
        DuckDB file, or in a folder named after the database: of two warehouses each removes what it does not know."""
        if self.target == "postgres":
            return self.data_dir / "postgres" / self._database_folder / "samples"
        path = self.warehouse_path
        return path.with_name("samples" if path.name == DEFAULT_WAREHOUSE else f"{path.name}.samples")

    @property
    def database_name(self) -> str:
        """What the engine calls the database: its name, or that of the file."""
        if self.target == "postgres":
            assert self.postgres_url is not None, "the target postgres has a URL"
            return unquote(urlsplit(self.postgres_url.get_secret_value()).path.strip("/"))
        return self.warehouse_path.stem

    @property
    def published_path(self) -> Path | None:
        """The link to the newest publication of the marts, beside the DuckDB file, for readers of other processes; None
        for PostgreSQL, which serves them itself."""
        if self.target == "postgres":
            return None
        path = self.warehouse_path
        return path.with_name("proximity.duckdb" if path.name == DEFAULT_WAREHOUSE else f"{path.stem}.proximity.duckdb")

    @property
    def _database_folder(self) -> str:
        """Host, port and name of the PostgreSQL database, as the name of a folder."""
        assert self.postgres_url is not None, "the target postgres has a URL"
        parts = urlsplit(self.postgres_url.get_secret_value())
        # A socket's folder is given as a parameter.
        place = parts.netloc.rpartition("@")[2] or parse_qs(parts.query).get("host", ["local"])[0]
        return re.sub(r"[^A-Za-z0-9_.-]+", "-", unquote(f"{place}{parts.path}")).strip("-.")

    @property
    def dbt_target_dir(self) -> Path:
        """What dbt writes: manifest, run results, compiled SQL, logs."""
        return self.data_dir / "dbt"

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a process that is to have the same settings; the password of the database is among them."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        secrets = {name: value.get_secret_value() for name, value in values.items() if isinstance(value, SecretStr)}
        return {variable_name(name): "" if value is None else str(value) for name, value in (values | secrets).items()}

    @property
    def dagster_home(self) -> Path:
        """Dagster's own folder: its configuration, runs and events."""
        return self.data_dir / "dagster"


def load_settings(**overrides: Any) -> Settings:
    """The settings of this process. `overrides` are fields that the command line sets; None means not given.

    Raises:
        SettingsError: a variable has a value that cannot be used, or a name that is nearly that of a setting.
    """
    _refuse_misspelt(os.environ)
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None


@contextmanager
def environment_set(variables: Mapping[str, str]) -> Iterator[None]:
    """Sets variables for the time of a call into something that reads nothing else."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def variable_name(field: str) -> str:
    """The environment variable of a field: `raw_dir` is `PROXIMITY_RAW_DIR`."""
    return f"{ENV_PREFIX}{field.upper()}"


def _refuse_misspelt(environment: os._Environ[str]) -> None:
    """A misspelt variable would be ignored in silence, and the run would work on the wrong folder."""
    known = [variable_name(field) for field in Settings.model_fields]
    for name in environment:
        if not name.startswith(ENV_PREFIX) or name in known:
            continue
        if close := difflib.get_close_matches(name, known, n=1, cutoff=0.85):
            raise SettingsError(f"{name} is not a setting. Did you mean {close[0]}?")


def _explain(error: ValidationError) -> str:
    """One line a wrong setting: the variable, what is wrong with it, where to set it."""
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        message = problem["msg"].removeprefix("Value error, ")
        # What is wrong with several settings together names its variables itself.
        about = f"{variable_name(str(problem['loc'][0]))}: " if problem["loc"] else ""
        lines.append(f"{about}{message} (set in the environment or in .env)")
    return "\n".join(lines)
