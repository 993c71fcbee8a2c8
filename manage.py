#!/usr/bin/env python
"""The command line of the inquiry tracker: ``python manage.py help`` lists what it can do."""

import os
import sys

OUTPUT_CLOSED = 141  # what the shell reports of a program that SIGPIPE ended


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings
    from django.core.management import ManagementUtility
    from django.db.utils import OperationalError

    class CommandLine(ManagementUtility):
        def fetch_command(self, subcommand):
            command = super().fetch_command(subcommand)
            if settings.configured and subcommand != "migrate":  # whose SQL goes to the database as it is written
                import pghistory

                self.recorded = pghistory.context(command=subcommand)
                self.recorded.__enter__()  # until the process ends, the history says who it was
            return command

    try:
        CommandLine(sys.argv).execute()
    except OperationalError as error:
        sys.exit(f"Die Datenbank antwortet nicht: {' '.join(str(error).split())}")
    except BrokenPipeError:  # whoever reads the output has seen enough: "… | head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OUTPUT_CLOSED)


if __name__ == "__main__":
    main()
