"""Formal requests in Slack: modals and direct messages, never a channel."""
