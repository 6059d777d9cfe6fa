"""What a message says once wrapping, spelling of chat and slips of dictation are off."""
