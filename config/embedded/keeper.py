"""Runs one server for as long as somebody uses it. Started by ``server`` as a program of its own.

Every user of the server holds a shared lock on ``users.lock``. The keeper waits for the exclusive lock, which it
gets when the last user has ended: the kernel lets go of a lock even of a process that was killed. While it lives it
holds ``keeper.lock``. It needs the standard library only, so that it is small and quick.
"""

import contextlib
import fcntl
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path


def owned_file(home: Path, name: str) -> int:
    """The descriptor of a file in ``home``, created for the owner of that folder even if root is first."""
    descriptor = os.open(home / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:
        owner = home.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


def running(data: Path) -> int | None:
    """The process that serves this data folder, if there is one.

    The number in ``postmaster.pid`` may be left from a crash and belong to another process by now; a server is
    known by its working directory, which is always its data folder.
    """
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        return pid if Path(f"/proc/{pid}/cwd").resolve(strict=True) == data.resolve() else None
    except (OSError, ValueError):
        return None


def alone(home: Path) -> bool:
    """Takes ``keeper.lock`` for as long as this process lives, unless there is another keeper."""
    mine = owned_file(home, "keeper.lock")
    for _ in range(50):  # whoever looks whether there is a keeper holds the lock for a moment
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            time.sleep(0.01)
    return False


def keep(home: Path, data: Path, account: tuple[int, int] | None, command: list[str]) -> None:
    """Starts the server (or takes over one whose keeper was killed) and stops it after its last user."""
    if not alone(home):
        return
    pid = running(data)
    if pid is None:
        as_user = {"user": account[0], "group": account[1], "extra_groups": []} if account else {}
        nothing_of_ours = {"LC_ALL": "C", "PATH": os.defpath}
        server = subprocess.Popen(
            command, cwd="/", env=nothing_of_ours, stdin=subprocess.DEVNULL, umask=0o077, **as_user
        )
        pid = server.pid
    ended = os.pidfd_open(pid)

    def stop(*_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(ended, signal.SIGINT)  # "fast": ends sessions, writes everything to disk

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

    def stop_after_last_user() -> None:
        users = owned_file(home, "users.lock")
        fcntl.flock(users, fcntl.LOCK_EX)  # held until this process ends: who comes now waits and starts anew
        stop()

    threading.Thread(target=stop_after_last_user, daemon=True).start()
    select.select([ended], [], [])


if __name__ == "__main__":
    home, data, uid, gid, *command = sys.argv[1:]
    keep(Path(home), Path(data), (int(uid), int(gid)) if uid else None, command)
