"""Microsoft Teams: the same desk, in cards. `bot.teams.sdk` is the only door to Microsoft's library."""
