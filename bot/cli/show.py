"""The command `show`: a passage with its quotation marked, its sources, and addresses that open at the place."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import click
from rich.text import Text

from bot.app import home_of
from bot.channels.console import source_line
from bot.cli.common import DATA_OPTION, JSON_OPTION, print_json, screen, settings_of
from bot.page_pictures import marked_page
from knowledge.errors import InputError
from knowledge.index.addresses import address_at
from knowledge.index.store_protocol import IndexHome
from knowledge.quotation.citing import Citations
from knowledge.records import Passage

_MARKS = ("»»", "««")  # around the quotation where colours do not show


@click.command()
@click.argument("passage_id", metavar="PASSAGE")
@click.option("--quote", help="The part to mark, as an answer quotes it (default: the whole passage).")
@click.option(
    "--picture", type=click.Path(path_type=Path), help="Write the page of a PDF to this PNG file, the quotation marked."
)
@click.option(
    "--file", "pdf", type=click.Path(path_type=Path), help="The PDF itself (default: where it was indexed from)."
)
@JSON_OPTION
@DATA_OPTION
@click.pass_context
def show(
    ctx: click.Context,
    passage_id: str,
    quote: str | None,
    picture: Path | None,
    pdf: Path | None,
    as_json: bool,
    data: Path | None,
) -> int:
    """A passage with its quotation marked, its sources, and addresses that open there.

    Example: clusterbot show "report.pdf#12" --picture page.png
    """
    passage, origin = _passage(home_of(settings_of(ctx, data)), passage_id)
    start, end = _span(passage, quote)
    quoted = passage.text[start:end]
    addresses = [address_at(passage, source, quoted) for source in passage.sources]
    if picture is not None:
        _write_picture(passage, quoted, picture, pdf or _file_of(passage, origin))
    if as_json:
        print_json(
            {
                "passage_id": passage.passage_id,
                "doc_id": passage.doc_id,
                "language": passage.language,
                "heading": passage.heading,
                "text": passage.text,
                "quote": quoted,
                "quote_start": start,
                "quote_end": end,
                "sources": [
                    {**asdict(source), "address": address}
                    for source, address in zip(passage.sources, addresses, strict=True)
                ],
            }
        )
        return 0
    _print(passage, start, end, addresses)
    return 0


def _passage(home: IndexHome, passage_id: str) -> tuple[Passage, str | None]:
    """Return the passage, and the path of the file that its document was read from."""
    store = home.open()
    try:
        passage = store.passage_named(passage_id.encode("utf-8", "replace").decode())
        if passage is None:
            raise InputError(
                f"passage {passage_id!r} is not in the index. Take an id from the citations of: clusterbot ask … --json"
            )
        return passage, store.document_origin(passage.doc_id)
    finally:
        store.close()


def _span(passage: Passage, quote: str | None) -> tuple[int, int]:
    """Return where `quote` stands in the text of `passage`, whatever its line ends; the whole text without a quote."""
    if quote is None:
        return 0, len(passage.text)
    words = quote.split()
    found = re.search(r"\s+".join(map(re.escape, words)), passage.text) if words else None
    if found is None:
        raise InputError(
            f"the quotation {quote[:80]!r} is not in passage {passage.passage_id!r}. Copy it from an answer, or leave it out"
        )
    return found.span()


def _print(passage: Passage, start: int, end: int, addresses: list[str | None]) -> None:
    console = screen()
    if passage.heading:
        console.print(Text(passage.heading, style="bold"))
    marks = ("", "") if console.is_terminal or end - start == len(passage.text) else _MARKS
    text = Text(passage.text[:start])
    text.append(f"{marks[0]}{passage.text[start:end]}{marks[1]}", style="reverse" if console.is_terminal else "")
    text.append(passage.text[end:])
    console.print(text)
    console.print()
    citations = Citations()
    citations.cite(passage, passage.text[start:end], limit=len(passage.sources) or 1)
    for citation in citations.all:
        console.print(Text(source_line(citation, passage.language), style="dim"))
    for address in dict.fromkeys(addresses):
        if address:
            console.print(Text(address), soft_wrap=True)  # whole, so that it can be opened


def _file_of(passage: Passage, origin: str | None) -> Path:
    """Return the file that the passage was read from; where that is gone, the one of its name from here."""
    named = Path(passage.doc_id)
    return Path(origin) if origin and (Path(origin).is_file() or not named.is_file()) else named


def _write_picture(passage: Passage, quote: str, picture: Path, file: Path) -> None:
    page = next((source.page for source in passage.sources if source.page), None)
    number = re.match(r"\d+", page or "")
    if number is None or file.suffix.casefold() != ".pdf":
        raise InputError(
            f"passage {passage.passage_id!r} is of no page of a PDF, so there is no picture. Leave --picture out"
        )
    png, is_marked = marked_page(file, int(number[0]), quote)
    try:
        picture.write_bytes(png)
    except OSError as error:
        raise InputError(
            f"the picture cannot be written to {str(picture)!r} ({error.strerror}). Choose another file"
        ) from error
    note = f"page {number[0]} written to {str(picture)!r}"
    click.echo(note if is_marked else f"{note}; the quotation was not found on it", err=True)
