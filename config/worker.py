"""A worker for jobs beside the server of script/run: begun with it, begun again when it dies, ended with it.

``python -m config.worker PARENT`` is that worker; on other machines it is ``manage.py procrastinate worker``.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading

SECONDS_TO_END = 5
"""A job that takes longer is broken off; the next worker takes it up again."""
SECONDS_TO_BEGIN_AGAIN = 3


def end_with(parent: int) -> None:
    """Have this process killed when its parent ends, in whatever way; ends it at once when that is gone already."""
    set_parent_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


class Worker(threading.Thread):
    """Keeps one worker running. The thread lives as long as the server: with it, the kernel would end the worker."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self.ended = threading.Event()
        self.process: subprocess.Popen | None = None

    def run(self) -> None:
        command = [sys.executable, "-m", "config.worker", str(os.getpid())]
        while not self.ended.is_set():
            # In a group of its own: Ctrl-C is for the server, which then ends the worker.
            self.process = subprocess.Popen(
                command,
                env=os.environ | {"DATABASE_POOL": "0"},
                stdin=subprocess.DEVNULL,
                process_group=0,
            )
            self.process.wait()
            self.ended.wait(SECONDS_TO_BEGIN_AGAIN)

    def end(self) -> None:
        self.ended.set()
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def main(parent: int) -> None:
    end_with(parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker()


if __name__ == "__main__":
    main(int(sys.argv[1]))
