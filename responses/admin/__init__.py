"""The clerks' desk for what was answered: letters, their answers, and publishing them."""

from django.contrib import admin
from procrastinate.contrib.django.models import ProcrastinateJob

from . import eingang, stellungnahme

# Its list of jobs is in English, and nobody at the desk needs it: "manage.py procrastinate shell" tells of jobs.
admin.site.unregister(ProcrastinateJob)

__all__ = ["eingang", "stellungnahme"]
