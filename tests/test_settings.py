"""Settings: defaults, precedence, and messages that name the variable and the cure."""

from pathlib import Path

import pytest

from proximity.settings import PROJECT_ROOT, Settings, SettingsError, load_settings, variable_name


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(variable_name(field), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


def test_without_any_variable_everything_lies_in_the_project() -> None:
    settings = load_settings()
    assert settings.raw_dir == PROJECT_ROOT / "raw"
    assert settings.warehouse_path == PROJECT_ROOT / ".data" / "warehouse.duckdb"
    assert settings.target == "duckdb"


def test_what_the_pipeline_writes_follows_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROXIMITY_DATA_DIR", str(tmp_path))
    settings = load_settings()
    assert settings.warehouse_path == tmp_path / "warehouse.duckdb"
    assert settings.samples_dir == tmp_path / "samples"
    assert settings.dbt_target_dir == tmp_path / "dbt"
    assert settings.dagster_home == tmp_path / "dagster"


def test_the_duckdb_file_can_lie_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROXIMITY_DUCKDB_PATH", str(tmp_path / "other.duckdb"))
    assert load_settings().warehouse_path == tmp_path / "other.duckdb"


def test_a_relative_path_starts_at_the_project_from_wherever_it_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROXIMITY_RAW_DIR", "inbox/eu")
    assert load_settings().raw_dir == PROJECT_ROOT / "inbox" / "eu"


def test_an_argument_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROXIMITY_RAW_DIR", "elsewhere")
    assert load_settings(raw_dir=tmp_path).raw_dir == tmp_path


def test_an_argument_that_was_not_given_leaves_the_environment_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROXIMITY_RAW_DIR", str(tmp_path))
    assert load_settings(raw_dir=None).raw_dir == tmp_path


def test_an_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXIMITY_DATA_DIR", "")
    assert load_settings().data_dir == PROJECT_ROOT / ".data"


def test_the_environment_goes_before_the_env_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("PROXIMITY_RAW_DIR=from_file\nPROXIMITY_DATA_DIR=from_file\n")
    monkeypatch.setitem(Settings.model_config, "env_file", env_file)
    monkeypatch.setenv("PROXIMITY_RAW_DIR", "from_environment")
    settings = load_settings()
    assert (settings.raw_dir.name, settings.data_dir.name) == ("from_environment", "from_file")


def test_an_unknown_target_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXIMITY_TARGET", "mysql")
    with pytest.raises(SettingsError, match=r"PROXIMITY_TARGET: .*'duckdb' or 'postgres'"):
        load_settings()


def test_a_misspelt_variable_is_refused_with_the_right_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXIMITY_RAWDIR", "somewhere")
    with pytest.raises(SettingsError, match=r"PROXIMITY_RAWDIR is not a setting\. Did you mean PROXIMITY_RAW_DIR"):
        load_settings()


def test_a_wrong_postgres_url_is_refused_without_showing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXIMITY_POSTGRES_URL", "mysql://me:secret@host/db")
    with pytest.raises(SettingsError, match="PROXIMITY_POSTGRES_URL: must look like postgresql://") as refusal:
        load_settings()
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("url", ["postgresql://me:secret@host:5432", "postgresql://[me:secret@host/db", "secret"])
def test_a_postgres_url_without_a_database_is_refused_without_showing_it(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("PROXIMITY_POSTGRES_URL", url)
    with pytest.raises(SettingsError, match="PROXIMITY_POSTGRES_URL: must look like postgresql://") as refusal:
        load_settings()
    assert "secret" not in str(refusal.value)


def test_the_target_postgres_needs_the_address_of_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXIMITY_TARGET", "postgres")
    with pytest.raises(SettingsError, match="PROXIMITY_POSTGRES_URL: the target postgres needs it") as refusal:
        load_settings()
    assert str(refusal.value).count("PROXIMITY_POSTGRES_URL") == 1


def test_a_password_is_not_printed_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXIMITY_POSTGRES_URL", "postgresql://me:secret@host:5432/db")
    assert "secret" not in repr(load_settings())
