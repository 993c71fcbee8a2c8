"""Whatever stands on a page, and wherever: every character comes out once, and the time grows with the page."""

from __future__ import annotations

import random
import time
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from inquiries.pdf.content import Glyph, PageContent, Rule, View
from inquiries.pdf.page_text import page_text

PLACES = st.floats(-50, 700).map(lambda value: round(value, 1))
SIZES = st.sampled_from([0.5, 6.0, 8.0, 9.5, 11.0, 15.0, 40.0])
LETTERS = st.sampled_from("abcXYZäß0123456789.,;:-–„“()*§")
GLYPHS = st.builds(
    lambda text, x, y, width, size, spaced: Glyph(text, x, x + width, y, size, spaced),
    LETTERS, PLACES, PLACES, st.floats(0, 12), SIZES, st.booleans(),
)  # fmt: skip
LINES = st.sampled_from([100.0, 112.0, 113.0, 124.0, 136.0, 300.0])


def written(text: str, x: float, y: float, size: float) -> list[Glyph]:
    return [Glyph(sign, x + i * size / 2, x + (i + 1) * size / 2, y, size) for i, sign in enumerate(text)]


WORDS = st.builds(written, st.text(LETTERS, min_size=1, max_size=9), PLACES, LINES, SIZES)
RULES = st.builds(
    lambda x, y, length, upright: Rule(x, x, y, y + length) if upright else Rule(x, x + length, y, y),
    PLACES, PLACES, st.floats(0, 500), st.booleans(),
)  # fmt: skip


def characters(text: str) -> Counter[str]:
    plain = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵃᵇᶜ", "0123456789-abc")
    return Counter(sign for sign in text.translate(plain) if not sign.isspace())


@settings(max_examples=300, deadline=None)
@given(
    st.lists(GLYPHS, max_size=60),
    st.lists(WORDS, max_size=40),
    st.lists(RULES, max_size=30),
    st.booleans(),
)
def test_every_character_of_a_page_is_in_its_text_once(glyphs, words, rules, recognised):
    glyphs = [*glyphs, *(glyph for word in words for glyph in word)]
    text = page_text(PageContent([View(glyphs, rules, recognised)] if glyphs else []))
    assert characters(text) == characters("".join(glyph.text for glyph in glyphs))


def seconds(count: int) -> float:
    chance = random.Random(1)
    glyphs = [Glyph("a", x := chance.uniform(0, 600), x + 5, chance.uniform(0, 800), 9.5) for _ in range(count)]
    rules = [Rule(x := chance.uniform(0, 600), x + 20, y := chance.uniform(0, 800), y) for _ in range(count // 10)]
    start = time.process_time()
    page_text(PageContent([View(glyphs, rules)]))
    return time.process_time() - start


def test_the_time_grows_with_the_number_of_characters():
    small = min(seconds(3000) for _ in range(2))
    assert seconds(24_000) < 8 * 4 * max(small, 0.02)
