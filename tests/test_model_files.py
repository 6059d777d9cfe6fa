from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from tiny_model import tiny_model

from knowledge.errors import EncoderError
from knowledge.index.encoders import encoder_name, load_reference
from knowledge.sentence_model.model_files import (
    DEFAULT_ENCODER,
    DEFAULT_WEIGHTS_SHA256,
    check_weights,
    default_model_folder,
    folder_fingerprint,
    model_files,
)


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny sentence-transformers model that has no prompts."""
    return tiny_model(tmp_path_factory.mktemp("models") / "tiny-model")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLUSTERBOT_QUERY_PROMPT", "CLUSTERBOT_PASSAGE_PROMPT"):
        monkeypatch.delenv(name, raising=False)


def copied(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to)
    return to


def test_a_copy_of_a_model_has_its_fingerprint_and_other_weights_have_another(
    model_folder: Path, tmp_path: Path
) -> None:
    copy = copied(model_folder, tmp_path / "copy")
    assert folder_fingerprint(copy) == folder_fingerprint(model_folder)
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert folder_fingerprint(copy) != folder_fingerprint(model_folder)


def test_a_fingerprint_is_the_sha256_of_the_weights_sha256(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    inner = hashlib.sha256(b"weights").hexdigest()
    assert folder_fingerprint(tmp_path) == hashlib.sha256(inner.encode()).hexdigest()[:12]


def test_two_encoders_with_one_name_give_the_same_vectors(tmp_path: Path) -> None:
    mean = load_reference(str(tiny_model(tmp_path / "mean" / "tiny")))
    first = load_reference(str(tiny_model(tmp_path / "first" / "tiny", pooling="cls")))
    same = mean.encode_queries(["timber"]) == pytest.approx(first.encode_queries(["timber"]), abs=1e-4)
    assert mean.name != first.name or same


@pytest.mark.parametrize("part", ["modules.json", "1_Pooling/config.json", "tokenizer.json"])
def test_the_fingerprint_changes_with_the_configuration_of_each_module(
    part: str, model_folder: Path, tmp_path: Path
) -> None:
    copy = copied(model_folder, tmp_path / "copy")
    (copy / part).write_text((copy / part).read_text("utf-8") + "\n", encoding="utf-8")
    assert folder_fingerprint(copy) != folder_fingerprint(model_folder)


def test_weights_with_the_expected_sha256_pass(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    check_weights(tmp_path / "model.safetensors", hashlib.sha256(b"weights").hexdigest())


def test_weights_with_another_sha256_are_an_error_that_states_both(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other")
    found = hashlib.sha256(b"other").hexdigest()
    with pytest.raises(
        EncoderError, match=f"sha256 '{found}', expected 'abc': they are not the pinned model. Reinstall"
    ):
        check_weights(tmp_path / "model.safetensors", "abc")


def test_missing_weights_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="have sha256 'missing'"):
        check_weights(tmp_path / "model.safetensors", "abc")


def test_the_model_that_is_installed_is_the_pinned_one() -> None:
    weights = default_model_folder() / "model.safetensors"
    assert hashlib.sha256(weights.read_bytes()).hexdigest() == DEFAULT_WEIGHTS_SHA256


def test_the_name_of_the_default_needs_no_model() -> None:
    assert encoder_name() == encoder_name("") == DEFAULT_ENCODER


def test_the_prompts_of_a_model_are_known_without_loading_it(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "tiny", prompts={"query": "ask ", "document": "tell "})
    files = model_files(str(folder), {})
    assert (files.query_prompt, files.passage_prompt) == ("ask ", "tell ")
    assert files.name == f"tiny@{folder_fingerprint(folder)} [ask |tell ]"


def test_a_name_that_is_in_no_cache_has_no_prompts_of_its_own() -> None:
    assert model_files("nobody/no-such-model", {}).query_prompt == ""
    assert model_files("nobody/e5-small", {}).query_prompt == "query: "
