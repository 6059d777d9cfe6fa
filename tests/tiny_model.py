"""A sentence-transformers model that is small enough to be made anew for each run of the tests."""

from __future__ import annotations

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from indexer.models.exporting import export
from knowledge.index.encoders import load_reference
from knowledge.sentence_model.reference_encoder import ReferenceEncoder

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ":", *_LETTERS, *(f"##{letter}" for letter in _LETTERS)]


def tiny_model(folder: Path, *, seed: int = 0, pooling: str = "mean", prompts: dict[str, str] | None = None) -> Path:
    """Save a model of 16 dimensions, one layer and a vocabulary of letters in `folder`, and return it."""
    tokenizer = Tokenizer(models.WordPiece({piece: i for i, piece in enumerate(_VOCABULARY)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=64,
    )
    torch.manual_seed(seed)
    bert = BertModel(
        BertConfig(
            vocab_size=len(_VOCABULARY),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=64,
        )
    )
    raw = folder.with_name(f"{folder.name}-transformer")
    bert.save_pretrained(raw)
    fast.save_pretrained(raw)
    modules = [Transformer(str(raw)), Pooling(16, pooling)]
    SentenceTransformer(modules=modules, device="cpu", prompts=prompts).save(str(folder))
    return folder


def exported_tiny(folder: Path) -> Path:
    """Save a model under `folder`, export its graph there, and return the folder of the graph."""
    reference = load_reference(str(tiny_model(folder / "tiny")))
    assert isinstance(reference, ReferenceEncoder)
    assert export(reference, folder / "encoders" / "tiny")
    return folder / "encoders" / "tiny"
