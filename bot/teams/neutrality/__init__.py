"""The neutrality check in Teams: cards in the chat of one person alone with the desk."""
