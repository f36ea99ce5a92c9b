"""The pages of procurements and what follows them, in each of their states."""

import re

from playwright.sync_api import Page

from tests.browser.house import COLOUR, EASE, REMARK, House, found, made
from tests.browser.place import Find, Place, at, open_details, submit_unchecked
from tests.browser.scenes import behind, close_questions, emptied, in_demo, of, scene

LIST = "Företag;E-post\nExempelbolaget AB;eva@example.org\nFelbolaget AB;eva(at)example.org\n"
ACTION = {
    "title": "Följ upp avtal", "area": "Avtal", "status": "ongoing", "origin": "Dialogträff",
    "description": "Varje avtal har en ansvarig.", "contact": "upphandling@example.org",
    "information": "https://example.org/beslut",
}  # fmt: skip
WORDS = {
    "prompt_sv": "Hur nöjda är ni?", "low_sv": "Inte alls", "high_sv": "Mycket", "agreed": "1",
}  # fmt: skip
MINE = {"months": "12", "reference": "KS 2026/12", "role": "Kommunarkivarien"}


# ---- what staff have done


def version(path: str) -> Find:
    """Find a page of an unfinished version with changes of every kind; {0} is its number."""

    def find(house: House) -> str:
        bo = house.staff("procurement")
        here = made(bo.post("/form-versions"))
        own = {"section": "own"}
        for fields in (COLOUR | {"outcomes": "lost"}, EASE, REMARK | {"prompt_en": ""}):
            bo.post(f"{here}/items", fields | own)  # refused where it is there already
        made(bo.post(f"{here}/modules/sus", {"turn": "on"}))
        made(bo.post(f"{here}/items/n1/wording/sv", WORDS))
        return path.format(here)

    return find


def used_version(house: House) -> str:
    """Find a version that has been used, and the one before it."""
    here = version("{0}")(house)
    made(house.staff("procurement").post(f"{here}/using", {"note": "En fråga om kanaler till"}))
    return "/form-versions"


def acted(path: str) -> Find:
    """Find a page of actions in every status; {0} is the number of one of them."""

    def find(house: House) -> str:
        anna = house.staff()
        for status in ("inquiry", "ongoing", "done", "declined"):
            sent = ACTION | {"status": status, "title": status, "answer": "Därför."}
            anna.post("/actions", sent)  # refused where it is there already
        page = anna.get("/actions/edit").text
        return path.format(found(r'href="/actions/(\d+)/edit"', page))

    return find


def published(house: House) -> str:
    """Find a report that is public."""
    period = in_demo("{0}", r'/report/publishing\?period=([^"&]+)', "/report")(house)
    sent = {"title": "Det här säger anbudsgivarna", "period": period}
    return made(house.staff("procurement").post(f"/published-reports?period={period}", sent))


def listed(house: House) -> str:
    published(house)
    return "/published-reports"


def decided(path: str) -> Find:
    """Find a page of disposal with a decision about contact details, some of them old."""

    def find(house: House) -> str:
        scene(house, "contacts")
        made(house.staff("admin").post("/retention/contacts", MINE))
        return path

    return find


def purged(house: House) -> str:
    """Find the page of disposal after a purge, with its protocol."""
    path = decided("/retention/contacts/purging")(house)
    page = house.staff("admin").get(path).text
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    if seen:  # gone already, where a visit before this one has purged
        close_questions(house)
        made(house.staff("admin").post(path, {"seen": seen[1]}))
    return "/retention"


# ---- what is done at a place


def paste_list(page: Page) -> None:
    """Paste a list of addresses, one of them wrong, and look at the preview."""
    page.locator("textarea[name=rows]").fill(LIST)
    submit_unchecked(page)


def write_too_long(page: Page) -> None:
    """Write far more than a text takes, and go on."""
    box = page.locator("main textarea").first
    box.evaluate("(box) => { box.value = 'x'.repeat(1500); }")
    page.locator("form#answers").evaluate("(form) => { form.noValidate = true; }")
    with page.expect_navigation():
        page.locator("form#answers .button-primary").click()


def submit_last(page: Page) -> None:
    """Send the last form of the page as it is, past the browser's own checks."""
    with page.expect_navigation():
        page.evaluate(
            "form = [...document.querySelectorAll('main form')].at(-1); form.noValidate = true;"
            "form.requestSubmit()"
        )


P = Place
BO, CECILIA = "procurement", "admin"
STAFF = "/procurements/{id}"
PLACES = [
    # Nothing yet
    P("evaluations.list_procurements", "procurements-empty", emptied("/procurements"), BO),
    P("evaluations.show_report", "report-empty", emptied("/report"), BO),
    P("evaluations.review_remarks", "remarks-empty", emptied("/report/remarks"), BO),
    P("evaluations.list_published_reports", "published-empty", emptied("/published-reports")),
    P("evaluations.list_versions", "versions-template", emptied("/form-versions"), BO),
    P("evaluations.list_contacts", "contacts-empty", emptied("/contacts"), BO),
    P("actions.list_actions", "actions-empty", emptied("/actions")),
    P("actions.edit_actions", "actions-edit-empty", emptied("/actions/edit"), "host"),
    P("retention.list_standings", "retention-empty", emptied("/retention"), CECILIA),
    # Procurements
    P("evaluations.list_procurements", "procurements", in_demo("/procurements"), BO),
    P("evaluations.new_procurement", "procurement-new", at("/procurements/new"), BO),
    P("evaluations.new_procurement", "procurement-new-wrong", at("/procurements/new"), BO,
      submit_unchecked, "422"),
    P("evaluations.show_procurement", "procurement-planned", of("planned", STAFF), BO,
      open_details),
    P("evaluations.show_procurement", "procurement-small", of("small", STAFF), BO, open_details),
    P("evaluations.show_procurement", "procurement-award", of("award", STAFF), BO, open_details),
    P("evaluations.show_procurement", "procurement-award-undated", of("award", STAFF), BO,
      submit_unchecked, "422"),
    P("evaluations.show_procurement", "procurement-decided", of("decided", STAFF), BO,
      open_details),
    P("evaluations.show_procurement", "procurement-opened", of("opened", STAFF), BO,
      open_details),
    P("evaluations.show_procurement", "procurement-reviewed", of("reviewed", STAFF), BO,
      open_details),
    P("evaluations.show_procurement", "procurement-withdrawn", of("withdrawn", STAFF), BO,
      open_details),
    P("evaluations.show_procurement", "procurement-cancelled", of("cancelled", STAFF), BO,
      open_details),
    P("evaluations.edit_procurement", "procurement-edit", of("decided", STAFF + "/edit"), BO),
    P("evaluations.list_limits", "limits", at("/limits"), BO, open_details),
    P("evaluations.list_limits", "limits-wrong", at("/limits"), BO, submit_last, "422"),
    P("evaluations.edit_limit", "limit-edit", at("/limits/1/edit"), BO, open_details),
    # Inviting
    P("evaluations.list_invitations", "invitations-shut", of("announced", STAFF + "/invitations"),
      BO, refused="409"),
    P("evaluations.list_invitations", "invitations-none", of("decided", STAFF + "/invitations"),
      BO),
    P("evaluations.list_invitations", "invitations", of("invited", STAFF + "/invitations"), BO,
      open_details),
    P("evaluations.list_invitations", "invitations-sent", of("opened", STAFF + "/invitations"), BO,
      open_details),
    P("evaluations.list_invitations", "invitations-held", of("reviewed", STAFF + "/invitations"),
      BO, open_details),
    P("evaluations.new_invitations", "invitations-new", of("decided", STAFF + "/invitations/new"),
      BO, open_details),
    P("evaluations.new_invitations", "invitations-new-wrong",
      of("decided", STAFF + "/invitations/new"), BO, submit_unchecked, "422"),
    P("evaluations.new_invitations", "invitations-preview",
      of("decided", STAFF + "/invitations/new"), BO, paste_list),
    P("evaluations.edit_invitation", "invitation-edit",
      of("invited", STAFF + "/invitations/{invitation}/edit"), BO, open_details),
    P("evaluations.edit_sending", "sending", of("invited", STAFF + "/sending"), BO, open_details),
    P("evaluations.show_message", "message", of("invited", STAFF + "/message"), BO, open_details),
    P("evaluations.show_letters", "letters", of("opened", STAFF + "/letters"), BO, paper=True,
      translated=True),
    # The bidder
    P("evaluations.show_evaluation", "evaluation", behind("bidder")),
    P("evaluations.show_evaluation", "evaluation-begun", behind("drafted")),
    P("evaluations.show_evaluation", "evaluation-without-link", at("/evaluations/0123456789ab"),
      refused="403"),
    P("evaluations.show_evaluation", "evaluation-unknown-link", at("/invitations/okand"),
      refused="404"),
    P("evaluations.show_evaluation", "evaluation-revoked", behind("revoked"), refused="410"),
    P("evaluations.show_evaluation", "evaluation-closed", behind("closed"), refused="410"),
    P("evaluations.show_evaluation", "evaluation-held", behind("held"), refused="409"),
    P("evaluations.show_page", "evaluation-part", behind("drafted", "/pages/part")),
    P("evaluations.show_page", "evaluation-cancelled", behind("cancelled", "/pages/part")),
    P("evaluations.show_page", "evaluation-overall", behind("drafted", "/pages/overall")),
    P("evaluations.show_page", "evaluation-parts", behind("bidder", "/pages/parts")),
    P("evaluations.show_page", "evaluation-follow", behind("drafted", "/pages/follow")),
    P("evaluations.show_page", "evaluation-ahead", behind("drafted", "/pages/ahead")),
    P("evaluations.show_page", "evaluation-too-long", behind("bidder", "/pages/ahead"),
      then=write_too_long, refused="422"),
    P("evaluations.show_check", "evaluation-check", behind("drafted", "/check")),
    P("evaluations.show_check", "evaluation-check-nothing", behind("bidder", "/check")),
    P("evaluations.show_receipt", "evaluation-receipt", behind("answered", "/receipt")),
    P("evaluations.edit_reminders", "reminders-off", behind("bidder", "/reminders-off")),
    P("evaluations.new_contact", "contact-new", at("/contacts/new")),
    P("evaluations.new_contact", "contact-new-wrong", at("/contacts/new"), then=submit_unchecked,
      refused="422"),
    P("evaluations.show_contact_receipt", "contact-receipt", at("/contacts/receipt")),
    P("evaluations.list_contacts", "contacts", of("contacts", "/contacts"), BO, open_details),
    # The report
    P("evaluations.show_report", "report", in_demo("/report"), BO, open_details),
    P("evaluations.show_report", "report-group",
      in_demo("/report?group={0}", r'<option value="(out:[^"]+)"', "/report"), BO, open_details),
    P("evaluations.show_report", "report-refused", in_demo("/report?group=out:king"), BO,
      refused="422"),
    P("evaluations.review_remarks", "remarks", in_demo("/report/remarks"), BO, open_details),
    P("evaluations.edit_remark", "remark-decided",
      in_demo("/report/remarks/{0}", r'href="/report/remarks/([^"?]+)"', "/report/remarks"), BO,
      open_details),
    P("evaluations.new_published_report", "report-publishing",
      in_demo("/report/publishing?period={0}", r'/report/publishing\?period=([^"&]+)', "/report"),
      BO, open_details),
    P("evaluations.list_published_reports", "published", listed),
    P("evaluations.show_published_report", "published-report", published, then=open_details),
    # The form's versions
    P("evaluations.list_versions", "versions", version("/form-versions"), BO),
    P("evaluations.show_version", "version-used", at("/form-versions/1"), BO),
    P("evaluations.show_version", "version-unfinished", version("{0}"), BO, open_details),
    P("evaluations.show_preview", "version-preview", version("{0}/preview?outcome=lost"), BO),
    P("evaluations.show_preview", "version-preview-cancelled",
      version("{0}/preview?outcome=cancelled"), BO),
    P("evaluations.new_item", "item-kinds", version("{0}/items/new"), BO),
    P("evaluations.new_item", "item-new", version("{0}/items/new?kind=scale"), BO),
    P("evaluations.new_item", "item-new-wrong", version("{0}/items/new?kind=choice"), BO,
      submit_unchecked, "422"),
    P("evaluations.edit_item", "item-edit", version("{0}/items/own-hur-latt-ar-det/edit"), BO,
      open_details),
    P("evaluations.edit_wording", "item-wording", version("{0}/items/n1/wording"), BO),
    P("evaluations.edit_wording", "item-wording-unagreed", version("{0}/items/again/wording"), BO,
      submit_last, "422"),
    P("evaluations.list_versions", "versions-used", used_version, BO),
    # Actions
    P("actions.list_actions", "actions", acted("/actions")),
    P("actions.list_actions", "actions-filtered", acted("/actions?status=done")),
    P("actions.edit_actions", "actions-edit", acted("/actions/edit"), "host"),
    P("actions.new_action", "action-new", at("/actions/new"), BO),
    P("actions.new_action", "action-new-wrong", at("/actions/new"), BO, submit_unchecked, "422"),
    P("actions.edit_action", "action-edit", acted("/actions/{0}/edit"), "host", open_details),
    # Disposal
    P("retention.edit_decision", "retention-decision", at("/retention/contacts/edit"), CECILIA),
    P("retention.edit_decision", "retention-decision-wrong", at("/retention/contacts/edit"),
      CECILIA, submit_unchecked, "422"),
    P("retention.show_purging", "retention-purging", decided("/retention/contacts/purging"),
      CECILIA),
    P("retention.show_purging", "retention-purging-undecided",
      emptied("/retention/responses/purging"), CECILIA),
    P("retention.list_standings", "retention", purged, CECILIA),
]  # fmt: skip
