"""The doors as a person meets them: set up, sign in with a code, with a recovery code once, and no text lost."""

from __future__ import annotations

import base64
import time
from binascii import unhexlify

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from config.models import User
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_accessibility import LEVELS, findings

pytestmark = pytest.mark.browser
PASSWORD = "seven unlikely words of mine"


@pytest.fixture
def amina(db, settings) -> User:
    settings.SECOND_FACTOR = "roles"
    user = User.objects.create_user("amina", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="desk officer"))
    return user


def code_of(key: str) -> str:
    totp = TOTP(unhexlify(key))
    totp.time = time.time()
    return f"{totp.token():06d}"


def give_password(page) -> None:
    page.get_by_label("User name").fill("amina")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def set_up(page) -> list[str]:
    """Set up a phone from the secret that is shown to be typed; the recovery codes."""
    page.get_by_text("I cannot scan it").click()
    secret = base64.b32decode(page.locator(".secret code").inner_text().replace(" ", "")).hex()
    page.get_by_label("Type the six digits").fill(code_of(secret))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    codes = page.locator(".codes code").all_inner_texts()
    page.get_by_role("link", name="I have kept them").click()
    return codes


@pytest.mark.parametrize("viewport", [None, NARROW])
def test_set_up_then_a_code_then_a_recovery_code_once(visit, amina, viewport):
    page = visit(None, "/admin/tracks/meeting/", **({"viewport": viewport} if viewport else {}))
    give_password(page)
    codes = set_up(page)
    page.wait_for_url("**/admin/tracks/meeting/")
    TOTPDevice.objects.update(last_t=-1)  # Or the test would have to wait for the next half minute.

    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/")
    give_password(page)
    page.get_by_label("six digits").fill(code_of(TOTPDevice.objects.get().key))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What is there to do?").wait_for()

    for expected in ("let in", "refused"):
        page.context.clear_cookies()
        page.goto("/admin/")
        give_password(page)
        page.get_by_text("I do not have my phone").click()
        page.get_by_label("One of your recovery codes").fill(codes[0])
        page.get_by_role("button", name="Use this recovery code").click()
        if expected == "let in":
            page.get_by_text("You used a recovery code; 9 left.").wait_for()
        else:
            expect(page.get_by_role("alert")).to_contain_text("each is good once")


def test_what_is_typed_outlives_the_session_and_is_saved_after_signing_in_in_another_tab(visit, desk):
    """With the page that holds it, whatever the browser keeps of a page that one goes back to."""
    desk.set_password(PASSWORD)
    desk.username = "amina"
    desk.save()
    page = visit(desk, "/admin/tracks/organisation/add/", listening=False)
    page.locator("#id_name").fill("Department of Irrigation")
    Session.objects.all().delete()
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[name=_save]").click()
    page.get_by_text("Nothing is lost").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new tab").click()
    other = opened.value
    give_password(other)
    other.get_by_role("heading", name="What is there to do?").wait_for()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Save now").click()
    expect(page.locator("#id_name")).to_have_value("Department of Irrigation")
    expect(page.locator("body")).not_to_contain_text("The form was not saved")


def test_unsaved_text_is_warned_of_before_the_end_and_one_click_stays(visit, desk, settings):
    page = visit(desk, "/admin/tracks/meeting/add/")
    page.clock.install()
    page.reload()
    page.get_by_label("Title").fill("A meeting on water")
    page.clock.fast_forward(26 * 60 * 1000)
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("You will be signed out in 4 minutes, with unsaved text")
    banner.get_by_role("button", name="Stay signed in").click()
    expect(banner).to_have_count(0)
    assert page.get_by_label("Title").input_value() == "A meeting on water"


@pytest.mark.parametrize(
    "look", [{"viewport": WIDE}, {"viewport": NARROW, "color_scheme": "dark"}], ids=["wide", "dark"]
)
def test_axe_finds_nothing_on_any_page_of_the_doors(visit, amina, look):
    """Sign-in, a wrong password, set-up, codes, what one can change, the code, and the page for who is locked out."""
    page = visit(None, "/admin/", listening=False, bypass_csp=True, **look)
    wrong: list[str] = []

    def judge(name: str) -> None:
        wrong.extend(f"{name}: {one}" for one in findings(page, LEVELS))
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{name} scrolls sideways")

    def sent(button: str) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=button).click()

    judge("sign-in")
    page.get_by_label("User name").fill("amina")
    page.get_by_label("Password").fill("not the password")
    sent("Sign in")
    judge("wrong password")
    give_password(page)
    page.get_by_text("I cannot scan it").click()
    judge("set-up")
    secret = base64.b32decode(page.locator(".secret code").inner_text().replace(" ", "")).hex()
    page.get_by_label("Type the six digits").fill(code_of(secret))
    sent("Set up")
    judge("recovery codes")
    for name in ("your-sign-in", "your-sign-in/phone", "your-sign-in/recovery-codes", "password_change"):
        page.goto(f"/admin/{name}/")
        judge(name)
    page.goto("/admin/tracks/organisation/add/")
    page.on("dialog", lambda dialog: dialog.accept())
    Session.objects.all().delete()
    with page.expect_navigation():
        page.locator("[name=_save]").click()
    judge("kept")
    page.goto("/admin/login/?ended=idle")
    judge("signed out")
    give_password(page)
    page.get_by_text("I do not have my phone").click()
    judge("code")
    page.get_by_label("six digits").fill("abc")
    sent("Go on")
    judge("wrong code")
    page.context.clear_cookies()
    for _ in range(5):
        page.goto("/admin/login/")
        page.get_by_label("User name").fill("somebody")
        page.get_by_label("Password").fill("not the password")
        sent("Sign in")
    judge("locked out")
    assert wrong == []
