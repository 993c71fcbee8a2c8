#!/usr/bin/env python
"""The command line of the inquiry tracker: ``python manage.py help`` lists what it can do."""

import os
import sys

OUTPUT_CLOSED = 141  # what the shell reports of a program that SIGPIPE ended


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        sys.exit(f"Die Datenbank antwortet nicht: {' '.join(str(error).split())}")
    except BrokenPipeError:  # whoever reads the output has seen enough: "… | head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OUTPUT_CLOSED)


if __name__ == "__main__":
    main()
