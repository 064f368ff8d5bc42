"""Formal requests in Teams: forms, lists and letters in the chat of one person alone with the desk, never elsewhere."""
