"""Which files can be the logo."""

import pytest

from kiosk.municipality.rules_logos import NotALogoError, media_type

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'

FINE = {
    "a path": "<path d='M0 0h9'/>",
    "a gradient of its own": "<defs><linearGradient id='a'/></defs><rect fill='url(#a)'/>",
    "a quoted reference": "<rect style='fill:url( \"#a\" )'/>",
    "a shape used again": "<g id='a'/><use xlink:href='#a'/><use href='#a'/>",
    "a style of its own": "<style>.a{fill:#123}</style><path class='a' d='M0 0'/>",
    "words for those who listen": "<title>Kommunen</title><desc>En sköld</desc>",
    "what Inkscape leaves": (
        '<a:namedview xmlns:a="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>'
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="C:\\x"/>'
    ),
    "a comment": "<!-- drawn by hand -->",
}
UNSAFE = {
    "a script": "<script>x()</script>",
    "a script in capitals": "<SCRIPT>x()</SCRIPT>",
    "a handler": "<path onload='x()' d='M0 0'/>",
    "a handler in capitals": "<path ONCLICK='x()'/>",
    "HTML inside": "<foreignObject><p>x</p></foreignObject>",
    "HTML by namespace": '<x xmlns="http://www.w3.org/1999/xhtml"/>',
    "a script of HTML": '<h:script xmlns:h="http://www.w3.org/1999/xhtml">x()</h:script>',
    "a link": "<a href='#x'><path/></a>",
    "a picture from elsewhere": "<image href='https://example.org/x.png'/>",
    "a picture inside": "<image href='data:image/png;base64,AAAA'/>",
    "a shape from elsewhere": "<use xlink:href='https://example.org/x.svg#a'/>",
    "a shape that is data": "<use href='data:image/svg+xml,x'/>",
    "a fill from elsewhere": "<rect fill='url(https://example.org/x)'/>",
    "a style that fetches": "<rect style='background:url( \"//example.org\" )'/>",
    "a style sheet that imports": "<style>@import 'x.css';</style>",
    "a style sheet with escapes": "<style>a{fill:u\\72l(x)}</style>",
    "a style sheet with an image set": "<style>a{x:image-set('//example.org' 1x)}</style>",
    "an animation": "<set attributeName='href' to='javascript:x()'/>",
    "an animated link": "<animate attributeName='href' values='#a'/>",
    "no namespace": '<g xmlns=""><path/></g>',
}
AROUND = {
    "a document type": "<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>",
    "entities": "<!DOCTYPE s [<!ENTITY a 'aaaa'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
    "a style sheet beside": "<?xml-stylesheet href='x.css'?><svg xmlns='http://www.w3.org/2000/svg'/>",
}
UNKNOWN = {
    "nothing": b"",
    "words": b"hello",
    "HTML": b"<html><body/></html>",
    "half an SVG": HEAD.encode(),
    "an SVG without its namespace": b"<svg/>",
    "an SVG in UTF-16": (HEAD + "</svg>").encode("utf-16"),
    "a GIF": b"GIF89a" + b"\0" * 60,
    "the head of a PNG": b"\x89PNG\r\n\x1a\n" + b"\0" * 10,
    "a PNG cut short": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1" + b"\0" * 40,
    "broken bytes": b"<svg \xff\xfe/>",
}


@pytest.mark.parametrize("inside", FINE.values(), ids=FINE)
def test_a_harmless_drawing_can_be_the_logo(inside: str):
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{HEAD}{inside}</svg>'
    assert media_type(text.encode()) == "image/svg+xml"
    assert media_type(text.encode("utf-8-sig")) == "image/svg+xml"


@pytest.mark.parametrize("inside", UNSAFE.values(), ids=UNSAFE)
def test_a_drawing_that_can_do_more_than_be_seen_is_refused(inside: str):
    with pytest.raises(NotALogoError) as refused:
        media_type(f"{HEAD}{inside}</svg>".encode())
    assert refused.value.code == "unsafe"


@pytest.mark.parametrize("text", AROUND.values(), ids=AROUND)
def test_a_drawing_with_anything_but_a_declaration_before_it_is_refused(text: str):
    with pytest.raises(NotALogoError) as refused:
        media_type(text.encode())
    assert refused.value.code == "unsafe"


@pytest.mark.parametrize("content", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_no_picture_is_refused(content: bytes):
    with pytest.raises(NotALogoError) as refused:
        media_type(content)
    assert refused.value.code == "unknown"


def test_a_file_that_is_too_large_is_refused_unread():
    with pytest.raises(NotALogoError) as refused:
        media_type(b"\0" * (200 * 1024 + 1))
    assert refused.value.code == "too_large"
