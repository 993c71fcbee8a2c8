"""When a reply is due. Pure: dates come in, a date goes out; nothing here asks the clock or the database.

Source: Geschäftsordnung des Landtags von Baden-Württemberg of 16 October 2019, §§ 54 (3), 61 (5), 63 (3).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Within how many days a kind of inquiry is answered, and for papers received when."""

    art: str
    days: int
    paragraph: str
    valid_from: datetime.date
    valid_to: datetime.date | None = None
    certain: bool = True

    def holds(self, art: str, on: datetime.date) -> bool:
        return self.art == art and self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


_GO_2019 = datetime.date(2019, 10, 16)
_END_OF_17TH_TERM = datetime.date(2026, 4, 30)
_START_OF_18TH_TERM = datetime.date(2026, 5, 1)

_PERIODS = (
    ("antrag", 21, "§ 54 (3) GO"),
    ("kleine_anfrage", 21, "§ 61 (5) GO"),
    ("grosse_anfrage", 42, "§ 63 (3) GO"),
)

# Rules change between terms. Those of the 18th term have not been seen: until then the old ones are carried
# on, and what they give is called provisional. Before 2019 no rule was verified, so there is no deadline.
RULES = tuple(Rule(art, days, paragraph, _GO_2019, _END_OF_17TH_TERM) for art, days, paragraph in _PERIODS) + tuple(
    Rule(art, days, paragraph, _START_OF_18TH_TERM, certain=False) for art, days, paragraph in _PERIODS
)


@dataclass(frozen=True, slots=True)
class Due:
    """The day a reply is due. ``provisional``: counted from the Eingang, or by a rule that is not certain."""

    on: datetime.date
    provisional: bool
    rule: Rule | None


def due(
    art: str,
    *,
    received: datetime.date | None,
    dispatched: datetime.date | None,
    extended_to: datetime.date | None = None,
    is_working_day: Callable[[datetime.date], bool] | None = None,
    rules: tuple[Rule, ...] = RULES,
) -> Due | None:
    """The deadline of an inquiry, or None when no date or no rule is known.

    It runs from the dispatch to the government, which the paper does not print; while that is unknown it is
    counted from the Eingang and provisional. A recorded extension stands above every rule. With
    ``is_working_day`` a deadline on another day moves to the next working day.
    """
    start = dispatched or received
    rule = next((rule for rule in rules if start and rule.holds(art, start)), None)
    if extended_to:
        return Due(extended_to, provisional=False, rule=rule)
    if start is None or rule is None:
        return None
    on = start + datetime.timedelta(days=rule.days)
    while is_working_day and not is_working_day(on):
        on += datetime.timedelta(days=1)
    return Due(on, provisional=dispatched is None or not rule.certain, rule=rule)
