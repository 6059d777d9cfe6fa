"""From raw text to paragraphs, outlines and passages."""
