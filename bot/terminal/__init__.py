"""The terminal face: commands, what they print, and a conversation."""
