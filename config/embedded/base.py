"""Django's PostgreSQL backend, with the embedded server started by the first connection.

In the settings ``HOST`` names the server's folder. Whatever never connects (``check``, ``read_paper``, ``--help``)
starts nothing.
"""

from pathlib import Path

from django.core.management.base import CommandError
from django.db.backends.postgresql import base, client
from django.db.utils import OperationalError

from config.embedded import server


class DatabaseUnavailable(OperationalError, CommandError):
    """The server cannot be started. On the command line it is one sentence, as any CommandError is."""


def _address(home: str) -> dict[str, str]:
    try:
        return {"host": str(server.join(Path(home))), "port": server.PORT}
    except server.Unavailable as error:
        raise DatabaseUnavailable(str(error)) from error


class DatabaseClient(client.DatabaseClient):
    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        address = _address(settings_dict["HOST"])
        args, env = super().settings_to_cmd_args_env(
            settings_dict | {"HOST": address["host"], "PORT": address["port"]}, parameters
        )
        return [str(server.binary("psql")), *args[1:]], env


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_connection_params(self):
        return super().get_connection_params() | _address(self.settings_dict["HOST"])
