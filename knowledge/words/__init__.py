"""Words and sentences of both languages: text, spelling, dictionaries, dates, which language a text is in."""
