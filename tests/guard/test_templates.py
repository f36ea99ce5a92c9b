"""Templates: nothing inline, works as plain HTML, one markup for one thing, no logic."""

from pathlib import Path

import pytest

from tests.guard.markup import check_templates
from tests.guard.source import ROOT, hold, report, write_tree

BAD = {
    "a style attribute": '<p style="color: red"></p>',
    "a style element": "<style>p {}</style>",
    "a handler": '<p onclick="x()"></p>',
    "a handler with Jinja beside it": '<p class="{{ f("a") }}" onclick="x()"></p>',
    "an inline script": "<script>x()</script>",
    "a script address": '<a href="javascript:x()">{{ n }}</a>',
    "a script value": '<a hx-get="/" href="/" hx-trigger="js:x"></a>',
    "hx-on": '<p hx-on:click="x()"></p>',
    "an hx attribute we do not use": '<p hx-boost="true"></p>',
    "inherited hx": '<p hx-target:inherited="#a"></p>',
    "hx-post on a button": '<button hx-post="/x"></button>',
    "hx-post on a form without action": '<form method="post" hx-post="/x"></form>',
    "hx-post on a form without method": '<form action="/x" hx-post="/x"></form>',
    "hx-get on a div": '<div hx-get="/x"></div>',
    "hx-get on a link to nowhere": '<a hx-get="/x"></a>',
    "somebody else's script": '<script src="https://cdn.example.com/x.js"></script>',
    "somebody else's picture": '<img alt="" src="//cdn.example.com/x.png">',
    "safe": "{{ text | safe }}",
    "autoescape off": "{% autoescape false %}{% endautoescape %}",
    "a sum": "{{ a + 1 }}",
    "a percentage": "{{ a * 100 / b }}",
    "a query": "{{ meeting.questions.count() }}",
    "an English word": "<p>Welcome</p>",
    "a Swedish word": "<p>{{ n }} röster</p>",
    "an untranslated label": '<button aria-label="Close">{{ n }}</button>',
}
BAD_FRAGMENTS = {
    "no inputs": '<div id="a"></div>',
    "inputs later": '\n{# inputs: a #}<div id="a"></div>',
    "no id": "{# inputs: a #}\n<div></div>",
    "two roots": '{# inputs: a #}\n<div id="a"></div><div id="b"></div>',
    "loose text": '{# inputs: a #}\n{{ a }}<div id="a"></div>',
    "two roots without ids": "{# inputs: a #}\n<div></div><div></div>",
    "an element in a macro only": "{# inputs: a #}\n{% macro m() %}<p id='a'></p>{% endmacro %}",
    "nothing": "{# inputs: a #}\n{% set a = 1 %}",
}
BRANCHES = """{# inputs: a -#}
{% macro m() %}<p>{{ a }}</p>{% endmacro -%}
{% if a %}<div id="x">{{ m() }}</div>{% else %}<p id="x"></p>{% endif %}
"""
READY = "{# inputs: shared, drawn already #}\n{{ shared }}\n"
GOOD = """{# inputs: meeting, question #}
<form id="a" method="post" action="/x" hx-post="/x" hx-target="#a" hx-status:422="swap:outerHTML">
{% trans n=n %}One{% pluralize %}{{ n }} votes{% endtrans %} {{ _("Answer") }} {{ a ~ b }}
<br><img src="{{ url_for('static', filename="x.png") }}" alt="{{ _("A picture") }}">
<button name="lang" value="sv" lang="sv">Svenska</button> <kbd>Space</kbd> QR
<a href="https://example.org/" {% if b %}class="x"{% endif %}>{{ c }}</a>
<svg><rect width="{{ row.percent }}%" height="100%"/></svg>
</form>
"""


def test_every_template_keeps_the_house_rules():
    hold(check_templates(ROOT))


@pytest.mark.parametrize("markup", BAD.values(), ids=BAD)
def test_the_guard_sees_bad_markup(tmp_path: Path, markup: str):
    assert report(check_templates(write_tree(tmp_path, templates__x__page_html=markup)))


@pytest.mark.parametrize("markup", BAD_FRAGMENTS.values(), ids=BAD_FRAGMENTS)
def test_the_guard_sees_a_bad_fragment(tmp_path: Path, markup: str):
    assert report(check_templates(write_tree(tmp_path, templates__x___part_html=markup)))


def test_the_guard_lets_a_good_fragment_through(tmp_path: Path):
    assert report(check_templates(write_tree(tmp_path, templates__x___part_html=GOOD))) == ""
