"""What workers do (``manage.py procrastinate worker``): what pages hand them, and what is due from time to time."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

STALLED_SECONDS = 20
"""A worker that was not heard of for so long is dead, and its jobs are taken up by the next one."""
MOST_ATTEMPTS = 3
"""So often an order is taken up; one that ends its worker each time would stop all others."""
SECONDS_BETWEEN_ATTEMPTS = 5
"""Longer than a restart of the database takes, which breaks off whatever is being done."""
# The attempt after the last one says so at the order.
RETRY = RetryStrategy(max_attempts=MOST_ATTEMPTS + 1, wait=SECONDS_BETWEEN_ATTEMPTS)
SOON = 10
"""Priority of what somebody waits for in front of a page, before long dossiers."""


@app.task(name="print_dossier", pass_context=True, retry=RETRY)
def print_dossier(context: JobContext, *, auftrag: int) -> None:
    from .orders import carry_out  # places orders itself

    carry_out(auftrag, attempt=context.job.attempts)


@app.task(name="read_eingang", pass_context=True, retry=RETRY, priority=SOON)
def read_eingang(context: JobContext, *, eingang: int) -> None:
    from .desk.reading_in import read_in

    read_in(eingang, attempt=context.job.attempts)


@app.task(name="store_eingang", pass_context=True, retry=RETRY, priority=SOON)
def store_eingang(context: JobContext, *, eingang: int, version: int) -> None:
    from .desk.batches import store_accepted  # has papers stored itself

    store_accepted(eingang, version=version, attempt=context.job.attempts)


@app.periodic(cron="* * * * * */10")
@app.task(name="retry_stalled_jobs", queueing_lock="retry_stalled_jobs")
async def retry_stalled_jobs(timestamp: int) -> None:
    """Take up again what a worker left undone that was killed."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await app.job_manager.retry_job(job)


@app.periodic(cron="*/10 * * * *")
@app.task(name="forget_dossiers", queueing_lock="forget_dossiers")
def forget_dossiers(timestamp: int) -> None:
    from .orders import forget

    forget(now=timezone.now())
