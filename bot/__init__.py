"""Protocol Desk: quotes the clauses of a council's Member/Officer Relations Protocol."""

__version__ = "0.1.0"
