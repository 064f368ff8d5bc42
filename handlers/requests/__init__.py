"""Formal requests: started, checked, decided by a person, their duties seen to the end. No platform, no database."""
