"""How much of one input is read at most, and why. What goes beyond a limit is refused in one line that names both sizes.

Reading one file never needs more than `MEMORY_BYTES` above the idle process: formats that can unfold (PDF, DOCX, HTML,
XLSX) are read in a process of their own that gets no more (`indexer.inputs.reading`), so a file that does not keep to what it
declares costs that process and not the run. Measured: 2,000 full pages of PDF with 6.7 million characters took 0.28 GB
above idle and 30 ms a page on a free core; a page of HTML with 10 million characters stays within the bound too
(`tests/test_reading.py`).
"""

from __future__ import annotations

MEMORY_BYTES = 1 << 30  # the bound

READ_SECONDS = 600.0  # for one file: four times what the longest PDF that is read takes on a free core

FILE_BYTES = 100_000_000  # PDF, DOCX, XLSX: they may hold photographs

TEXT_BYTES = 20_000_000  # text, Markdown, HTML, CSV, YAML, JSON: twice what is indexed, as markup needs some

DOCUMENT_CHARS = 10_000_000  # of text found in one file: some 5,000 printed pages

RUN_CHARS = (
    100_000_000  # of all documents of one run: they are held at once, in two copies of up to 4 bytes a character
)

PAGES = 5_000  # of one PDF: as many as DOCUMENT_CHARS fill

PAGE_CHARS = 200_000  # of one PDF page: an A4 page full of 4 point type has some 50,000

TABLE_ROWS = 100_000  # of one profile table: far more clusters than there are

TABLE_COLUMNS = 500  # of one profile table: a profile has about 20

ZIP_ENTRIES = 10_000  # of a DOCX or XLSX: one for each picture, sheet and part

ZIP_BYTES = 300_000_000  # unpacked in all: FILE_BYTES of pictures, which hardly pack, and as much again of XML, twice

ZIP_RATIO = (
    200  # unpacked to packed, of entries beyond ZIP_RATIO_FROM: deflate reaches 1,032, on bytes that say nothing
)

ZIP_RATIO_FROM = 1_000_000  # bytes unpacked; smaller entries are harmless at any ratio

XML_DEPTH = 256  # HTML and XML elements inside each other: libxml2 stops at this depth by itself
