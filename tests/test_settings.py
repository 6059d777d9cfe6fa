from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, load_settings
from knowledge.errors import InputError


def test_without_anything_said_the_index_is_in_data_and_the_default_encoder_reads_it() -> None:
    assert load_settings(None, {}) == Settings(data=Path("data"), encoder=None)


def test_the_environment_names_folder_and_encoder() -> None:
    environment = {"CLUSTERBOT_DATA": "/somewhere", "CLUSTERBOT_ENCODER": "words"}
    assert load_settings(None, environment) == Settings(data=Path("/somewhere"), encoder="words")


def test_the_command_line_goes_before_the_environment() -> None:
    assert load_settings(Path("here"), {"CLUSTERBOT_DATA": "/somewhere"}).data == Path("here")


def test_empty_variables_count_as_none() -> None:
    empty = {"CLUSTERBOT_DATA": "", "CLUSTERBOT_ENCODER": "", "CLUSTERBOT_STORE": ""}
    assert load_settings(None, empty) == load_settings(None, {})


@pytest.mark.parametrize("given", ["option", "variable"])
def test_a_tilde_is_the_home_folder(given: str) -> None:
    folder = Path("~/index")
    made = load_settings(folder, {}) if given == "option" else load_settings(None, {"CLUSTERBOT_DATA": str(folder)})
    assert made.data == Path.home() / "index"


def test_the_home_folder_of_nobody_is_refused() -> None:
    with pytest.raises(InputError, match=r"'~no-such-user/index' is not a path\. Give another with --data"):
        load_settings(Path("~no-such-user/index"), {})


def test_a_database_is_the_store_and_its_password_is_not_shown() -> None:
    made = load_settings(None, {"CLUSTERBOT_STORE": "postgresql://user:secret@host/name"})
    assert made.store == "postgresql://user:secret@host/name"
    assert "secret" not in repr(made)


@pytest.mark.parametrize("store", ["mysql://user:secret@host/name", "host=here password=secret"])
def test_a_store_that_this_version_lacks_is_refused_without_repeating_its_password(store: str) -> None:
    with pytest.raises(InputError, match=r"CLUSTERBOT_STORE is '(mysql|…)': it must be .*postgresql://") as error:
        load_settings(None, {"CLUSTERBOT_STORE": store})
    assert "secret" not in str(error.value)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load_settings(None, {}).data = Path("elsewhere")
