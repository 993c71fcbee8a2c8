"""The working days of the house, for deadlines that move when FRIST_AUF_WERKTAG says so."""

import datetime
from functools import cache

import holidays
from django.conf import settings


@cache
def _holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=settings.PARLAMENT)


def is_working_day(day: datetime.date) -> bool:
    return day.weekday() < 5 and day not in _holidays()
