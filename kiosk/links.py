"""Signed links, and QR codes as SVG: only ever for addresses that the program made itself."""

import io
from functools import lru_cache

import qrcode
import qrcode.image.svg
from itsdangerous import BadSignature, URLSafeSerializer


def sign(secret: str, purpose: str, payload: list[int]) -> str:
    """Return a tamper-proof token that carries the payload for one purpose."""
    return str(URLSafeSerializer(secret, salt=f"kiosk-{purpose}").dumps(payload))


def unsign(secret: str, purpose: str, token: str) -> list[int] | None:
    """Return the payload of a token, or None when anybody has changed it."""
    try:
        payload = URLSafeSerializer(secret, salt=f"kiosk-{purpose}").loads(token)
    except (BadSignature, ValueError, UnicodeError):
        return None
    whole = isinstance(payload, list) and all(isinstance(part, int) for part in payload)
    # The last letter of a signature has bits that no signature uses: a link has one spelling only.
    return payload if whole and sign(secret, purpose, payload) == token else None


ANY_PATTERN = 2  # of the eight that a QR code may have; all can be read


@lru_cache(maxsize=256)
def qr_svg(address: str) -> str:
    """Draw the address as a QR code: an SVG of its own, with quiet zone, error level M."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    image = code.make_image(image_factory=qrcode.image.svg.SvgPathFillImage)
    out = io.BytesIO()
    image.save(out)
    return out.getvalue().decode()


@lru_cache(maxsize=256)
def qr_path(address: str) -> tuple[int, str]:
    """Return (size, path) of the QR code, so that a template can draw it inline without images."""
    return _path(address)


def qr_paths(addresses: list[str]) -> list[tuple[int, str]]:
    """Return many QR codes for one print, without looking for each one's best pattern.

    Measured: 6 ms each instead of 45, and a meeting may have a thousand cards.
    """
    return [_path(address, ANY_PATTERN) for address in addresses]


def _path(address: str, pattern: int | None = None) -> tuple[int, str]:
    error = qrcode.constants.ERROR_CORRECT_M
    code = qrcode.QRCode(error_correction=error, border=4, mask_pattern=pattern)
    code.add_data(address)
    matrix = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    )
    return len(matrix), path


def qr_terminal(address: str) -> str:
    """Draw the address as a QR code of block characters, for a terminal."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=2)
    code.add_data(address)
    out = io.StringIO()
    code.print_ascii(out=out, invert=True)
    return out.getvalue()
