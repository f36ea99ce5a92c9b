"""kiosk mail: try the mail settings, see what waits, and let mail rest or go after a restore."""

from typing import TYPE_CHECKING

import click

from kiosk.cli_open import opened

if TYPE_CHECKING:
    from kiosk.config import Settings
    from kiosk.mail.letter import Letter


@click.group()
def mail() -> None:
    """Try the mail settings, see what waits, and let mail rest or go."""


@mail.command()
@click.argument("address")
def test(address: str) -> None:
    """Send a short message to ADDRESS now, by the very settings that Kiosk sends with."""
    from kiosk import clock, config
    from kiosk.i18n import use_language
    from kiosk.mail.files import write_file
    from kiosk.mail.troubles import NotTaken

    settings = config.load()
    clock.set_zone(settings.timezone)
    use_language(settings.language)
    letter = _test_letter(settings, address)
    use_language("en")
    if settings.mail.host:
        _hand_over(settings, letter)
        return
    try:
        path = write_file(settings, f"test-{clock.now():%Y%m%d-%H%M%S}", letter)
    except NotTaken as trouble:
        raise click.ClickException(f"The message could not be written: {trouble.detail}") from None
    click.echo(f"There is no KIOSK_SMTP_HOST, so nothing was sent. The message is in {path}")


@mail.command("list")
def list_() -> None:
    """Count the messages in the outbox, and say why some have not gone."""
    with opened() as settings:
        from kiosk.mail import queries
        from kiosk.mail.troubles import words

        where = "by SMTP" if settings.mail.host else f"as files in {settings.instance / 'outbox'}"
        click.echo(f"Mail goes {where}.")
        if queries.is_held():
            click.echo("It rests since a copy was put back. See: kiosk mail release --help")
        # What an evaluation holds back is in no count: it may be secret how many there are.
        for state, number in sorted(queries.count_all().items()):
            click.echo(f"{number:>6} {state}")
        for (state, problem), number in sorted(queries.count_problems().items()):
            click.echo(f"{number:>6} {state}, {problem}: {words(problem, state)}")


@mail.command()
def hold() -> None:
    """Let all mail rest: for a PostgreSQL database that was put back, before Kiosk starts.

    What waits is stopped, for it may have been sent since the copy was made, and what was planned
    is forgotten: days for sending, and reminders that go by themselves. Then nothing goes until
    kiosk mail release.
    """
    with opened():
        from kiosk.db import write
        from kiosk.evaluations.operations_rest import forget_plans
        from kiosk.mail import operations

        def job() -> None:
            operations.hold()
            forget_plans()

        write(job)
        click.echo("Mail rests. What waited is stopped, and nothing is planned any more.")


@mail.command()
def release() -> None:
    """Let mail go again after a restore.

    Messages that were stopped stay so, and what was planned is to be planned anew, for each
    evaluation by somebody who knows what has been sent already.
    """
    with opened():
        from kiosk.db import write
        from kiosk.mail import operations

        if write(operations.release):
            click.echo("Mail goes again. What was stopped stays so; plan anew what is to be sent.")
        else:
            click.echo("Mail was not resting.")


def _test_letter(settings: "Settings", address: str) -> "Letter":
    from kiosk.i18n import _
    from kiosk.mail.addresses import BadAddress
    from kiosk.mail.letter import write_letter
    from kiosk.mail.message import Message
    from kiosk.tokens import new_token

    text = _("This message was sent to try the settings for mail. If you can read it, they work.")
    message = Message(
        to=address,
        subject=_("Kiosk: does mail arrive?"),
        text=f"{text}\n",
        html=f"<p>{text}</p>\n",
        language=settings.language,
    )
    try:
        return write_letter(message, settings, new_token())
    except BadAddress:
        raise click.ClickException(f"{address} is no mail address.") from None


def _hand_over(settings: "Settings", letter: "Letter") -> None:
    from kiosk.mail.sending import our_name
    from kiosk.mail.smtp import Conversation
    from kiosk.mail.troubles import Trouble, words

    ours = settings.mail
    try:
        with Conversation(ours, our_name(settings)) as server:
            server.offer(letter)
            server.hand_over(letter)
    except Trouble as trouble:
        said = f" It said: {trouble.detail}" if trouble.detail else ""
        raise click.ClickException(
            f"{ours.host}:{ours.port}: {words(trouble.code)}{said}"
        ) from None
    how = {"starttls": "encrypted by STARTTLS", "tls": "encrypted", "none": "not encrypted"}
    login = f", logged in as {ours.user}" if ours.user else ""
    click.echo(f"{ours.host}:{ours.port} took the message ({how[ours.security]}{login}).")
