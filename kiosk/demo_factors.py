"""The factors that the demo's meeting can vote on, prepared but not opened; none of it real."""

from kiosk.meetings.models import Meeting
from kiosk.voting.operations_factors import Words, create_list

TITLE = Words("Så ser det ut hos oss", "How it looks with us")
FACTORS = (
    Words("Tydliga underlag är det viktigaste", "Clear documents matter most"),
    Words("Små företag har svårt att hinna med", "Small companies find it hard to keep up"),
    Words("Priset väger tyngre än kvaliteten", "Price weighs more than quality"),
    Words("Vi får veta i god tid vad som ska köpas", "We hear in good time what will be bought"),
    Words("Avtalen följs upp", "Contracts are followed up"),
    Words("Det är lätt att få tag på rätt person", "It is easy to reach the right person"),
    Words("Kommunen köper gärna lokalt", "The municipality likes to buy locally"),
    Words("Träffarna leder till något", "The meetings lead to something"),
)


def fill_factors(meeting: Meeting, who: int) -> None:
    """Prepare a list of factors for the meeting."""
    create_list(meeting.id, who, TITLE, FACTORS)
