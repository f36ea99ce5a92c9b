"""Style sheets use logical properties only; no asset reaches outside or makes code from text."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guard.source import ROOT, Finding, files, hold, report, write_tree

SIDE = r"(?:left|right|top|bottom)"
LOGICAL = "a physical side: use the logical one (inline-start, block-end …)"
CSS_RULES = {
    rf"(?<![\w-]){SIDE}\s*:": LOGICAL,
    rf"(?<![\w-])(?:margin|padding|border|scroll-margin|scroll-padding)-{SIDE}\b": LOGICAL,
    r"(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius": LOGICAL,
    r"(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)": LOGICAL,
    r"(?<![\w-])(?:min-|max-)?(?:width|height)\s*:(?![^{}]*\)\s*(?:and|,|\{))": (
        "a physical size: use inline-size or block-size"
    ),
    r"@import": "@import makes the phone wait for one more request",
    r"url\(\s*['\"]?(?:https?:)?//": "no request ever leaves the municipality's own address",
}
JS_RULES = {
    r"\beval\s*\(|\bnew Function\b|\bimport\s*\(": "the security policy allows no code from text",
    r"\bset(?:Timeout|Interval)\s*\(\s*['\"]": "the security policy allows no code from text",
    r"['\"`](?:https?:)?//[\w.]": "no request ever leaves the municipality's own address",
    r"\bdocument\.write\b": "document.write wipes a page that has loaded",
}


def check_assets(root: Path) -> Iterator[Finding]:
    for suffix, rules in (("*.css", CSS_RULES), ("*.js", JS_RULES)):
        for path, text in files(root, "static", suffix):
            code = re.sub(r"/\*.*?\*/", lambda match: "\n" * match[0].count("\n"), text, flags=re.S)
            for pattern, rule in rules.items():
                for match in re.finditer(pattern, code):
                    line = code.count("\n", 0, match.start()) + 1
                    yield Finding(f"{path}:{line}", f"{match[0].strip()} is {rule}")


def test_every_asset_keeps_the_house_rules():
    hold(check_assets(ROOT))


@pytest.mark.parametrize(
    "style",
    [
        "a { margin-left: 1rem }",
        "a{padding-bottom:0}",
        "a { border-right-color: red }",
        "a { border-top-left-radius: 0 }",
        "a { left: 0 }",
        "a { text-align: right; }",
        "a { float:left }",
        "a { width: 10px }",
        "a { max-height: 10px; }",
        "@import 'x.css';",
        "a { background: url(//cdn.example.com/x.png) }",
    ],
)
def test_the_guard_sees_a_bad_style(tmp_path: Path, style: str):
    assert report(check_assets(write_tree(tmp_path, static__css__x_css=style)))


@pytest.mark.parametrize(
    "script",
    ["eval('1')", "new Function('x')", "setTimeout('x()', 1)", "fetch('https://example.com')"],
)
def test_the_guard_sees_a_bad_script(tmp_path: Path, script: str):
    assert report(check_assets(write_tree(tmp_path, static__js__x_js=script)))


def test_the_guard_lets_good_assets_through(tmp_path: Path):
    style = "@media (min-width: 40rem) and (max-height: 9em) { a { inset-inline-start: 0 } }\n"
    style += (
        "/* left: 0 */ a { inline-size: 1px; stroke-width: 2; text-align: start; line-height: 1 }"
    )
    write_tree(tmp_path, static__css__x_css=style, static__js__x_js="fetch('/x'); // eval-free")
    assert report(check_assets(tmp_path)) == ""
