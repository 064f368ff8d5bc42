"""A person at the playground's page, in headless Chromium: what they do, by the words that they see."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, FloatRect, Locator, Page, Route, ViewportSize, sync_playwright

from tests.fakes.teams_payloads import BOT_NAME

WITHIN = 30_000.0  # milliseconds that anything may take to appear: a machine for checks may be busy
PHONE = 330  # pixels of a card on a phone of 360
CARD = ".ac-adaptiveCard"
_WHOLE = f"{CARD}:not({CARD} {CARD})"
_LEFT, _ABOVE, _RIGHT, _BELOW = 80, 95, 225, 20  # pixels around a card with the question that it answers
_SIZE: ViewportSize = {"width": 1400, "height": 1600}
_TALL: ViewportSize = {"width": 1400, "height": 5000}
_FLAGS = [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless, that resolves no name."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def open_client(browser: Browser, address: str) -> Client:
    """A person opens Teams. The playground tells the desk that they have installed it."""
    page = browser.new_page(viewport=_SIZE)
    page.set_default_timeout(WITHIN)
    page.route("**/*", _only_loopback)
    page.goto(address, wait_until="commit")
    page.get_by_text("conversationUpdate").first.wait_for()
    return Client(page)


def _only_loopback(route: Route) -> None:
    if urlsplit(route.request.url).hostname == "127.0.0.1":
        route.continue_()
    else:
        route.abort()


class Client:
    """What the person sees and does. A card is the newest unless it is said which, by its place from the top."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def say(self, text: str) -> None:
        """Type a message and send it."""
        self.page.locator("[data-lexical-editor=true]").last.click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def ask(self, text: str) -> Locator:
        """Say something, and wait for the card that comes next: the same words may stand in an older one too."""
        before = self._cards().count()
        self.say(text)
        card = self._cards().nth(before)
        card.wait_for()
        return card

    def cards(self) -> list[str]:
        """The words of all cards, the oldest first; a card that a button opened is within the one around it."""
        return [card.inner_text() for card in self._cards().all()]

    def see(self, words: str) -> Locator:
        """Wait until a card has these words, and give the newest such card."""
        card = self._cards().filter(has_text=words).last
        card.wait_for()
        place = card.evaluate("(card, all) => [...document.querySelectorAll(all)].indexOf(card)", _WHOLE)
        return self._cards().nth(place)  # it stays the same one, whatever comes after it or takes its place

    def see_more(self, than: int) -> Locator:
        """Wait until there are more cards than so many, and give the newest."""
        self._cards().nth(than).wait_for()
        return self._cards().last

    def buttons(self, card: Locator | None = None) -> list[str]:
        """The titles of what can be pressed."""
        return [one.inner_text() for one in (card or self._cards().last).get_by_role("button").all()]

    def press(self, title: str, card: Locator | None = None) -> None:
        """Press the button with this title, in the newest card that has it."""
        within = card or self._cards().filter(has=self.page.get_by_role("button", name=title, exact=True)).last
        within.get_by_role("button", name=title, exact=True).last.click()

    def fill(self, label: str, text: str) -> None:
        """Type into the newest input with this label."""
        self.page.get_by_role("textbox", name=label).last.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from a drop-down, or one of a list of radio buttons."""
        if (box := self.page.get_by_role("combobox", name=label)).count():
            box.last.click()
            self.page.get_by_role("option", name=option, exact=True).last.click()
        else:
            self._cards().last.get_by_text(option, exact=True).last.click()

    def typed(self, label: str) -> str:
        """What stands in the newest input with this label."""
        typed: str = self.page.get_by_role("textbox", name=label).last.input_value()
        return typed

    def pick_date(self, label: str, date: dt.date) -> None:
        """Leaf through the calendar to a date."""
        self.page.get_by_role("combobox", name=label).last.click()
        calendar = self.page.get_by_role("dialog").last
        month = f"{date:%B} {date.year}"
        way = "previous month" if date < dt.date.today() else "next month"
        for _ in range(24):
            if calendar.get_by_text(month, exact=True).count():
                break
            calendar.get_by_role("button", name=way).click()
        calendar.get_by_role("button", name=f"{date.day}, {date:%B}, {date.year}", exact=True).click()

    def go_to_channel(self, name: str = "General") -> None:
        """Leave the personal chat for a channel of the council's team."""
        self.page.get_by_role("treeitem", name=name).last.click()

    def go_to_chat(self) -> None:
        """Back to the personal chat."""
        self.page.get_by_text("Personal Chat", exact=True).last.click()

    def ask_in_channel(self, text: str) -> None:
        """Begin a thread that mentions the desk."""
        self.page.locator("[data-lexical-editor=true]").last.click()
        self.page.keyboard.type("@")
        self.page.get_by_text(BOT_NAME, exact=True).last.click()
        self.page.keyboard.type(f" {text}")
        self.page.get_by_role("button", name="Post").last.click()

    def screenshot(self, path: Path) -> None:
        """Keep a picture of the page."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)

    def pictures(self, card: Locator, folder: Path, name: str) -> None:
        """Keep two pictures of a card alone: as it is, and as wide as on a phone (the page is of no use so narrow)."""
        folder.mkdir(parents=True, exist_ok=True)
        self.page.set_viewport_size(_TALL)  # or what is outside would be missing
        card.screenshot(path=folder / f"{name}.png")
        card.evaluate("(card, width) => { card.style.width = width; }", f"{PHONE}px")
        card.screenshot(path=folder / f"{name}-phone.png")
        card.evaluate("card => { card.style.width = ''; }")
        self.page.set_viewport_size(_SIZE)

    def picture_of_answer(self, card: Locator, path: Path) -> None:
        """Keep a picture of a card with what was asked above it, as it stands in the chat."""
        self.page.set_viewport_size(_TALL)
        box = card.bounding_box()
        assert box, "the card is not shown"
        width, height = box["width"] + _LEFT + _RIGHT, box["height"] + _ABOVE + _BELOW
        clip: FloatRect = {"x": box["x"] - _LEFT, "y": box["y"] - _ABOVE, "width": width, "height": height}
        self.page.screenshot(path=path, clip=clip)
        self.page.set_viewport_size(_SIZE)

    def _cards(self) -> Locator:
        """Cards of messages, without those within another."""
        return self.page.locator(_WHOLE)
