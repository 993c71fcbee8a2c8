"""What two people changed in one form, put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.merging import Kind, Row, State, merge, normal


def form(*rows: Row, **fields: str) -> State:
    return State({name: (value,) for name, value in fields.items()}, {"zeilen": list(rows)} if rows else {})


def row(key: str = "", **fields: str) -> Row:
    return Row((f"pk:{key}",) if key else (), f"Zeile {key}", {name: (value,) for name, value in fields.items()})


def sent(state: State, **typed: str):
    """What a browser sends for a form as it is, with these fields typed ("__" for "-")."""
    data = {name: list(values) for name, values in state.fields.items()}
    for prefix, rows in state.rows.items():
        data[f"{prefix}-TOTAL_FORMS"] = [str(len(rows))]
        for index, each in enumerate(rows):
            data[f"{prefix}-{index}-id"] = [each.saved]
            data |= {f"{prefix}-{index}-{column}": list(values) for column, values in each.fields.items()}
    data |= {name.replace("__", "-"): [value] for name, value in typed.items()}
    return lambda name: data.get(name, [])


@pytest.mark.parametrize(
    ("opened", "stored", "typed", "shown", "kind"),
    [
        ("a", "a", "a", "a", None),
        ("a", "b", "b", "b", None),
        ("a", "b", "a", "b", Kind.OTHERS),
        ("a", "a", "b", "b", Kind.OWN),
        ("a", "b", "c", "c", Kind.BOTH),
        ("a", "", "c", "c", Kind.BOTH),
        ("a\nb", "c", "a\r\nb", "c", Kind.OTHERS),
        ("a", "b", "a ", "b", Kind.OTHERS),
        ("", "b", "", "b", Kind.OTHERS),
    ],
    ids=["nobody", "both alike", "others", "own", "both", "emptied", "ends of lines", "a blank at the end", "filled"],
)
def test_a_field_is_as_whoever_changed_it_left_it(opened, stored, typed, shown, kind):
    merged = merge(form(f=opened), form(f=stored), sent(form(f=opened), f=typed))
    assert merged.data == {"f": (shown,)}
    assert [found.kind for found in merged.differences] == ([kind] if kind else [])


def test_without_knowing_the_opening_every_difference_is_for_a_person():
    merged = merge(None, form(f="a", g="x"), sent(form(f="a", g="x"), f="b"))
    [found] = merged.differences
    assert (found.kind, found.opened, found.typed, found.stored) == (Kind.BOTH, None, ("b",), ("a",))


def test_rows_are_found_again_wherever_they_stand():
    opened = form(row("1", f="eins"), row("2", f="zwei"), row(f=""))
    stored = form(row("0", f="null"), row("2", f="zwei"), row("1", f="eins"), row(f=""))
    merged = merge(opened, stored, sent(opened, **{"zeilen__0__f": "EINS", "zeilen__2__f": "neu"}))
    shown = [merged.data[f"zeilen-{index}-f"] for index in range(4)]
    assert shown == [("null",), ("zwei",), ("EINS",), ("neu",)]
    assert merged.data["zeilen-TOTAL_FORMS"] == ("4",)
    assert merged.data["zeilen-INITIAL_FORMS"] == ("3",)


def test_new_rows_take_blank_ones_and_then_go_behind():
    opened = form(row("1", f="eins"), row(f=""))
    stored = form(row("1", f="anders"), row(f=""))
    typed = {"zeilen__1__f": "neu", "zeilen__2__f": "noch neuer", "zeilen__3__f": "", "zeilen-TOTAL_FORMS": "4"}
    merged = merge(opened, stored, sent(opened, **typed))
    assert [merged.data[f"zeilen-{index}-f"] for index in range(3)] == [("anders",), ("neu",), ("noch neuer",)]
    assert merged.data["zeilen-TOTAL_FORMS"] == ("3",)


def test_a_column_that_is_gone_is_still_shown_to_whoever_typed_into_it():
    opened = form(row("1", f="a", g="b"))
    stored = form(row("1", f="a"))
    [found] = merge(opened, stored, sent(opened, zeilen__0__g="getippt")).differences
    assert (found.kind, found.name, found.typed) == (Kind.BOTH, "", ("getippt",))


@pytest.mark.parametrize("total", ["", "x", "-1", "9" * 30])
def test_a_count_of_rows_that_is_none_harms_nothing(total):
    opened = form(row("1", f="a"), row(f=""))
    merged = merge(opened, form(row("1", f="b"), row(f="")), sent(opened, **{"zeilen-TOTAL_FORMS": total}))
    assert merged.data["zeilen-0-f"] == ("b",)


texts = st.sampled_from(["a", "b", "c"])
tables = st.dictionaries(st.sampled_from(["1", "2", "3"]), texts)


@given(tables, tables, st.lists(st.one_of(st.none(), st.just(""), texts), min_size=4, max_size=4))
def test_nothing_that_was_typed_or_stored_is_missing_from_what_is_shown(opened, stored, typed):
    """Whatever happens: a text of mine is in the form or in the table, and so is a text of the others."""
    was, now = (form(*(row(key, f=text) for key, text in rows.items()), row(f="")) for rows in (opened, stored))
    before = [*opened.values(), ""]
    mine = {index: text for index, text in enumerate(typed[: len(before)]) if text is not None}
    merged = merge(was, now, sent(was, **{f"zeilen__{index}__f": text for index, text in mine.items()}))
    shown = {text for values in merged.data.values() for text in values}
    told = {text for found in merged.differences for text in (*found.typed, *found.stored)}
    changed = {text for index, text in mine.items() if text != before[index]}
    assert changed | set(stored.values()) <= shown | told | {""}


def test_a_state_is_the_same_after_packing():
    state = form(Row(("pk:1", "nr:2"), "Zeile", {"f": ("a", "b")}, {"id": ("1",)}), row(f=""), g="x")
    assert State.unpacked(state.packed()) == state
    assert state.shown("g") == ("x",)
    assert state.shown("zeilen-0-f") == ("a", "b")
    for name in ("h", "zeilen-9-f", "zeilen-0-g", "zeilen-x-f", "zeilen-"):
        assert state.shown(name) == ()


def test_values_are_compared_as_people_see_them():
    assert normal(["a\r\nb "]) == normal(["a\nb"])
    assert normal([""]) == normal([]) == ()
    assert normal(["a", ""]) != normal(["a"])
