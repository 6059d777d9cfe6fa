from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tiny_model import tiny_model

from knowledge.errors import EncoderError
from knowledge.index.encoders import load_reference
from knowledge.sentence_model.encoder import Vectors
from knowledge.sentence_model.model_files import ModelFiles, folder_fingerprint
from knowledge.sentence_model.reference_encoder import ReferenceEncoder

TEXTS = ["a long text of many words about timber", "b", "", "timber", "c d"]


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


def cosine(a: Vectors, b: Vectors) -> float:
    return float((a @ b.T)[0, 0])


def test_a_model_folder_is_loaded_with_its_name_fingerprint_and_dimension(model_folder: Path) -> None:
    encoder = load_reference(str(model_folder))
    assert encoder.name == f"tiny-model@{folder_fingerprint(model_folder)}"
    assert encoder.dimension == 16


def test_vectors_are_float32_of_length_1(model_folder: Path) -> None:
    encoder = load_reference(str(model_folder))
    for vectors in (encoder.encode_queries(TEXTS), encoder.encode_passages(TEXTS)):
        assert (vectors.shape, vectors.dtype) == ((5, 16), np.float32)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-6)


def test_passages_come_in_the_order_given_and_as_if_encoded_alone(model_folder: Path) -> None:
    encoder = load_reference(str(model_folder))
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    assert encoder.encode_passages(TEXTS) == pytest.approx(alone, abs=1e-5)


def test_no_texts_give_no_vectors(model_folder: Path) -> None:
    encoder = load_reference(str(model_folder))
    assert encoder.encode_queries([]).shape == encoder.encode_passages([]).shape == (0, 16)


def test_progress_is_told_how_many_more_are_done(model_folder: Path) -> None:
    told: list[int] = []
    load_reference(str(model_folder)).encode_passages([f"text {n}" for n in range(130)], told.append)
    assert told == [64, 64, 2]


def test_without_prompts_query_and_passage_of_one_text_are_the_same(model_folder: Path) -> None:
    encoder = load_reference(str(model_folder))
    assert cosine(encoder.encode_queries(["timber"]), encoder.encode_passages(["timber"])) == pytest.approx(1, abs=1e-5)


def test_a_model_named_e5_gets_the_prompts_it_was_trained_with(model_folder: Path, tmp_path: Path) -> None:
    plain = load_reference(str(model_folder))
    e5 = load_reference(str(copied(model_folder, tmp_path / "multilingual-e5-small")))
    assert e5.name.endswith(" [query: |passage: ]")
    assert e5.encode_queries(["timber"]) == pytest.approx(plain.encode_queries(["query: timber"]), abs=1e-5)
    assert e5.encode_passages(["timber"]) == pytest.approx(plain.encode_passages(["passage: timber"]), abs=1e-5)
    assert cosine(e5.encode_queries(["timber"]), e5.encode_passages(["timber"])) < 0.999


def test_an_instruct_model_gets_no_prompts(model_folder: Path, tmp_path: Path) -> None:
    encoder = load_reference(str(copied(model_folder, tmp_path / "multilingual-e5-large-instruct")))
    assert "|" not in encoder.name


def test_bge_gets_a_prompt_for_queries_only(model_folder: Path, tmp_path: Path) -> None:
    encoder = load_reference(str(copied(model_folder, tmp_path / "bge-small-en-v1.5")))
    assert encoder.name.endswith(" [Represent this sentence for searching relevant passages: |]")


def test_the_prompts_that_a_model_ships_win_over_those_of_its_name(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "e5-tiny", prompts={"query": "ask ", "document": "tell "})
    assert load_reference(str(folder)).name.endswith(" [ask |tell ]")


def test_prompts_can_be_set_from_outside(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTERBOT_QUERY_PROMPT", "find ")
    monkeypatch.setenv("CLUSTERBOT_PASSAGE_PROMPT", "text ")
    assert load_reference(str(model_folder)).name.endswith(" [find |text ]")


def test_an_empty_setting_switches_the_prompts_off(
    model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLUSTERBOT_QUERY_PROMPT", "")
    monkeypatch.setenv("CLUSTERBOT_PASSAGE_PROMPT", "")
    assert "|" not in load_reference(str(copied(model_folder, tmp_path / "e5-small"))).name


def test_an_encoder_is_loaded_once(model_folder: Path) -> None:
    assert load_reference(str(model_folder)) is load_reference(str(model_folder))


# -- what cannot be loaded ---------------------------------------------------------------------


@pytest.mark.parametrize("setting", ["/nowhere/model", "no-such-model", "nobody/no-such-model"])
def test_a_model_that_is_not_there_is_an_error_with_the_remedy(setting: str) -> None:
    with pytest.raises(EncoderError, match=rf"'{setting}' cannot be loaded from .* in CLUSTERBOT_ENCODER"):
        load_reference(setting)


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="cannot be loaded from"):
        load_reference(str(tmp_path))


def _no_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def _no_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def _broken_config(folder: Path) -> None:
    (folder / "config.json").write_text("{", encoding="utf-8")


def _no_modules(folder: Path) -> None:
    (folder / "modules.json").write_text("[]", encoding="utf-8")


def _half_the_weights(folder: Path) -> None:
    weights = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(weights[: len(weights) // 2])


def _another_size(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "hidden_size": 32}), encoding="utf-8")


def _no_pooling(folder: Path) -> None:
    shutil.rmtree(folder / "1_Pooling")


@pytest.mark.parametrize("damage", [_no_weights, _no_config, _broken_config, _no_modules])
def test_a_folder_that_lacks_a_part_is_no_model(
    damage: Callable[[Path], None], model_folder: Path, tmp_path: Path
) -> None:
    folder = copied(model_folder, tmp_path / "damaged")
    damage(folder)
    with pytest.raises(EncoderError, match=r"'damaged@[0-9a-f]{12}' cannot be loaded from"):
        load_reference(str(folder))


def _another_pooling_size(folder: Path) -> None:
    path = folder / "1_Pooling" / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "embedding_dimension": 32}), "utf-8")


def test_a_model_whose_modules_do_not_fit_each_other_is_none(model_folder: Path, tmp_path: Path) -> None:
    folder = copied(model_folder, tmp_path / "damaged")
    _another_pooling_size(folder)
    with pytest.raises(EncoderError, match="has 32 dimensions, its vectors have 16"):
        load_reference(str(folder))


@pytest.mark.parametrize("damage", [_half_the_weights, _another_size, _no_pooling])
def test_a_folder_with_a_damaged_part_is_no_model(
    damage: Callable[[Path], None], model_folder: Path, tmp_path: Path
) -> None:
    folder = copied(model_folder, tmp_path / "damaged")
    damage(folder)
    with pytest.raises(EncoderError, match="cannot be loaded from"):
        load_reference(str(folder))


def test_the_local_cache_is_not_left_when_the_hub_client_is_already_imported(
    monkeypatch: pytest.MonkeyPatch, network_attempts: list[str]
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    try:
        with pytest.raises(EncoderError, match="cannot be loaded"):
            ReferenceEncoder(ModelFiles("no-such-model", "no-such-model"))
    finally:
        network_attempts.clear()
