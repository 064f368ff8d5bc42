"""The history of the tables of requests, for Alembic."""
