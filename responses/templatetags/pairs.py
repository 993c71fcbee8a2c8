"""The jump list beside the pairs of a page: one line for each.

Written here and not as a template, which takes ten times as long for each line. What is not markup goes through
``escape``.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from inquiries.models import Antrag
from inquiries.templatetags.icons import icon
from responses.pairing import State
from responses.views.inquiry import Pair

register = template.Library()

BEGINNING = 70
"""Characters of a question that the list shows."""

_STATES = {
    State.OPEN: ("clock", "offen"),
    State.ANSWERED: ("check", "beantwortet"),
    State.DRAFT: ("edit", "im Entwurf beantwortet"),
    State.DECISION: ("document", "Beschlussteil"),
    State.WITHOUT_QUESTION: ("alert", "Antwort ohne Frage"),
}
_BY_REFERENCE = ("arrow-right", "nur durch Verweis beantwortet")


@register.simple_tag
def jump_list(pairs: Iterable[Pair], antrag: Antrag) -> SafeString:
    """Each pair as ``<li>`` with its numbers, the beginning of its question and how it stands; headings between."""
    return mark_safe("\n".join(_entry(pair, antrag) for pair in pairs))


def _entry(pair: Pair, antrag: Antrag) -> str:
    section = f'<li class="jump__section">{escape(pair.heading)}</li>\n' if pair.heading else ""
    anchor, state = escape(pair.anchor), pair.state
    text = f"Antwort ohne {antrag.question_noun}"
    if pair.questions:
        text = Truncator(pair.questions[0].frage.text).chars(BEGINNING)
    sign = _BY_REFERENCE if state is State.ANSWERED and pair.is_reference_only else _STATES[state]
    return (
        f'{section}<li><a class="jump__link" href="#{anchor}" data-jump="{anchor}">'
        f' <span class="jump__number">{escape(pair.numbers)}</span> <span class="jump__text">{escape(text)}</span>'
        f' <span class="jump__state jump__state--{state}">{icon(*sign)}</span> </a></li>'
    )
