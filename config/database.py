"""Where the data lives: the server that DATABASE_URL names, or a PostgreSQL of the application's own."""

import os
from pathlib import Path

import dj_database_url


def configuration(var_dir: Path) -> dict:
    """Django's settings for the database."""
    return dj_database_url.parse(os.environ["DATABASE_URL"])
