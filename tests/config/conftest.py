"""Real servers in folders of their own, used by real processes."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.embedded import keeper

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 30


def until(condition: Callable[[], object]) -> None:
    """Waits for something that another process does."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@dataclass
class Installation:
    """A folder as ``var/`` is, with the processes that work in it."""

    var: Path
    started: list[subprocess.Popen] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.var / "postgres"

    @property
    def data(self) -> Path:
        return self.home / "data"

    def environment(self, **more: str) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DATABASE_POOL"}}
        return ours | {"VAR_DIR": str(self.var), "SECRET_KEY": "x" * 64, **more}

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(**environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def user(self) -> subprocess.Popen:
        """A process that uses the server until its standard input is closed."""
        program = (
            "import sys; from pathlib import Path; from config.embedded import server\n"
            "print(server.join(Path(sys.argv[1])), flush=True); sys.stdin.read()"
        )
        process = self.start("-c", program, str(self.home))
        assert process.stdout.readline(), process.stderr.read()
        return process

    def running(self) -> int | None:
        return keeper.running(self.data)

    def until_stopped(self) -> None:
        until(lambda: self.running() is None)

    def remove(self) -> None:
        for process in self.started:
            process.kill()
            process.communicate()
        if (self.home / "keeper.lock").exists():
            subprocess.run(["flock", self.home / "keeper.lock", "true"], check=True, timeout=SECONDS)
        shutil.rmtree(self.home.resolve(), ignore_errors=True)
        shutil.rmtree(self.var)


@pytest.fixture
def installation():
    # Not tmp_path: nobody else enters that, and started by root the database runs as somebody else.
    var = Path(tempfile.mkdtemp(dir="/tmp"))
    var.chmod(0o711)
    installation = Installation(var)
    yield installation
    installation.remove()
