"""What somebody without a mouse does: Tab until the wanted thing has the focus, then type or press Enter."""

import pytest
from playwright.sync_api import Locator, expect


def tab_to(wanted: Locator, *, at_most: int = 80, back: bool = False) -> None:
    """Press Tab (``back``: Shift and Tab) until ``wanted`` has the focus, which must then be in view."""
    keyboard = wanted.page.keyboard
    for _ in range(at_most):
        keyboard.press("Shift+Tab" if back else "Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    pytest.fail(f"{at_most} times Tab did not reach {wanted}")


def type_into(field: Locator, text: str, **way: int | bool) -> None:
    """Tab to a field and type; what stood there is selected by Tab and so replaced, as in any browser."""
    tab_to(field, **way)
    field.page.keyboard.type(text)


def press(button: Locator, **way: int | bool) -> None:
    """Tab to a button or link and press Enter."""
    tab_to(button, **way)
    button.page.keyboard.press("Enter")


def choose(box: Locator, option: str, **way: int | bool) -> None:
    """Tab to a choice and go down in it until ``option`` is chosen."""
    tab_to(box, **way)
    for _ in range(box.locator("option").count()):
        if box.evaluate("box => box.selectedOptions[0].text") == option:
            return
        box.page.keyboard.press("ArrowDown")
    expect(box.locator("option:checked")).to_have_text(option)
