"""Headings that only the words of a PDF show, not their type: questions of an interview; short lines and years as well
where the type shows hardly any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from indexer.layout.outline import sections
from indexer.layout.paragraphs import Paragraph
from indexer.loaders.blocks import HEADING_SEPARATOR, Block
from knowledge.words.text import clean

_FEW = 2  # a title and a subtitle are no headings of sections


def with_shown_headings(blocks: Iterable[Block]) -> list[Block]:
    """Return `blocks` under the headings that some of them are; these and a table of contents are left out."""
    found = [block for block in blocks if clean(block.text).strip()]
    only_questions = len({block.heading for block in found if block.heading}) > _FEW
    out: list[Block] = []
    for heading, group in groupby(found, key=lambda block: block.heading):
        out += _below(heading, list(group), only_questions)
    return out


def _below(heading: str, blocks: list[Block], only_questions: bool) -> Iterator[Block]:
    paragraphs = [Paragraph(f"{'' if block.kind == 'text' else '- '}{clean(block.text).strip()}") for block in blocks]
    for section in sections(paragraphs, only_questions=only_questions):
        path = HEADING_SEPARATOR.join(filter(None, (heading, *section.headings)))
        for place in section.places:
            yield replace(blocks[place], heading=path)
