"""Swedish and English are both complete: every text has both, and nothing is left over."""

from pathlib import Path

import pytest

from tests.guard.catalogues import check_catalogue, check_literals, extract
from tests.guard.source import ROOT, hold, report, write_tree

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
GOOD = 'msgid "Hello, %(name)s"\nmsgstr "Hej, %(name)s"\n'
PLURAL = 'msgid "%(n)s vote"\nmsgid_plural "%(n)s votes"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\n'
BAD = {
    "nothing": "",
    "an empty string": 'msgid "Hello, %(name)s"\nmsgstr ""\n',
    "a fuzzy one": "#, fuzzy\n" + GOOD,
    "a commented one": GOOD + '\n#~ msgid "Bye"\n#~ msgstr "Hej då"\n',
    "a left over one": GOOD + '\nmsgid "Bye"\nmsgstr "Hej då"\n',
    "a lost placeholder": 'msgid "Hello, %(name)s"\nmsgstr "Hej"\n',
    "another placeholder": 'msgid "Hello, %(name)s"\nmsgstr "Hej, %(namn)s"\n',
    "a loose percent sign": 'msgid "Hello, %(name)s"\nmsgstr "Hej, %(name)s, 100 %"\n',
}


def tree(root: Path, catalogue: str, code: str = '_("Hello, %(name)s", name=n)') -> Path:
    return write_tree(
        root, kiosk__a_py=code, templates__a_html="", kiosk__locales__sv__a_po=HEAD + catalogue
    )


def test_every_text_is_whole_in_both_languages():
    hold(check_catalogue(ROOT))


def test_every_text_can_be_found_by_the_extractor():
    hold(check_literals(ROOT))


@pytest.mark.parametrize("catalogue", BAD.values(), ids=BAD)
def test_the_guard_sees_a_bad_catalogue(tmp_path: Path, catalogue: str):
    assert report(check_catalogue(tree(tmp_path, catalogue)))


@pytest.mark.parametrize("forms", [("", "%(n)s röster"), ("En röst", "röster"), ("En röst", "")])
def test_the_guard_sees_a_bad_plural(tmp_path: Path, forms: tuple[str, str]):
    code = 'ngettext("%(n)s vote", "%(n)s votes", n)'
    assert report(check_catalogue(tree(tmp_path, PLURAL.format(*forms), code)))


def test_the_guard_sees_two_files_that_disagree(tmp_path: Path):
    tree(tmp_path, GOOD)
    write_tree(tmp_path, kiosk__locales__sv__b_po=HEAD + GOOD.replace("Hej", "Tja"))
    assert "another translation" in report(check_catalogue(tmp_path))


@pytest.mark.parametrize("text", ["Stäng", "100 % sure"])
def test_the_guard_sees_a_msgid_that_is_not_plain_english(tmp_path: Path, text: str):
    catalogue = f'msgid "{text}"\nmsgstr "Ja"\n'
    assert report(check_catalogue(tree(tmp_path, catalogue, f'_("{text}")')))


@pytest.mark.parametrize("code", ["_(label)", '_(f"Hello {name}")', 'lazy("a" + b)'])
def test_the_guard_sees_a_text_that_is_made_up(tmp_path: Path, code: str):
    assert report(check_literals(tree(tmp_path, "", code)))
    assert report(check_literals(write_tree(tmp_path, templates__a_html="{{ _(label) }}")))


def test_the_guard_lets_a_good_catalogue_through(tmp_path: Path):
    tree(tmp_path, GOOD + "\n" + PLURAL.format("En röst", "%(n)s röster"))
    markup = "{% trans n=n %}{{ n }} vote{% pluralize %}\n {{ n }} votes{% endtrans %}"
    write_tree(tmp_path, templates__b_html=markup)
    assert not report(check_catalogue(tmp_path)) + report(check_literals(tmp_path))


def test_the_extractor_reads_code_and_templates(tmp_path: Path):
    tree(tmp_path, "", 'lazy("From code")')
    write_tree(tmp_path, templates__c_html='<p title="{{ _("From a page") }}">{{ x }}</p>')
    assert set(extract(tmp_path)) == {"From code", "From a page"}
