"""The neutrality check in Slack: modals and direct messages that one person sees."""
