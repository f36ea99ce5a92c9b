"""What the demo's procurements consist of: titles, bidders and answers, none real."""

from dataclasses import dataclass

# Unit, category.
CLEANING = ("Fastighetsenheten", "Städ och tvätt")
BUILDING = ("Fastighetsenheten", "Bygg och underhåll")
FOOD = ("Måltidsenheten", "Livsmedel")
ROADS = ("Gata och park", "Mark och vägar")
IT = ("IT-enheten", "IT och telefoni")
CARE = ("Socialförvaltningen", "Tolk och omsorg")


@dataclass(frozen=True, slots=True)
class Bought:
    """One finished procurement: half-years ago, bidders, and how many of them answered."""

    title: str
    place: tuple[str, str]
    halves_ago: int
    bidders: int
    answered: int
    value_sek: int = 2_400_000
    law: str = "LOU"


FINISHED = (
    Bought("Städning av skolor och förskolor", CLEANING, 3, 11, 9, 8_200_000),
    Bought("Ramavtal målning", BUILDING, 3, 9, 7, 2_400_000),
    Bought("Mejeri och bröd", FOOD, 3, 8, 7, 3_100_000),
    Bought("Vinterväghållning södra", ROADS, 3, 9, 7, 5_600_000),
    Bought("Ramavtal VVS", BUILDING, 3, 10, 8, 4_800_000),
    Bought("Skrivare och kopiatorer", IT, 3, 7, 5, 1_700_000),
    Bought("Nätverksutrustning", IT, 2, 8, 6, 2_900_000),
    Bought("Frukt och grönt från närområdet", FOOD, 2, 10, 9, 1_900_000),
    Bought("Lekplatser, tre stycken", ROADS, 2, 8, 7, 2_200_000),
    Bought("Fönsterputsning", CLEANING, 2, 7, 6, 900_000),
    Bought("Ramavtal snickeri", BUILDING, 2, 12, 9, 5_100_000),
    Bought("Fisk och skaldjur", FOOD, 2, 6, 5, 1_300_000),
    Bought("Entrémattor", CLEANING, 2, 7, 5, 800_000),
    Bought("Ramavtal el", BUILDING, 1, 13, 10, 6_300_000),
    Bought("Beläggning av gator", ROADS, 1, 11, 9, 7_400_000),
    Bought("Måltidssystem", IT, 1, 8, 6, 1_500_000),
    Bought("Kött och chark", FOOD, 1, 9, 8, 3_600_000),
    Bought("Tvätt av arbetskläder", CLEANING, 1, 9, 7, 1_200_000),
    Bought("Tolktjänster", CARE, 1, 6, 4, 2_700_000),
    Bought("Vinterväghållning norra", ROADS, 1, 10, 8, 6_100_000),
    Bought("Ramavtal golv", BUILDING, 1, 11, 9, 2_800_000),
    Bought("Kaffe och automater", FOOD, 1, 8, 6, 1_100_000),
    Bought("Ramavtal takarbeten", BUILDING, 0, 12, 9, 4_100_000),
    Bought("Park och grönytor", ROADS, 0, 11, 8, 3_300_000),
    Bought("Städning av kontor", CLEANING, 0, 13, 10, 2_600_000),
    Bought("Drift av servrar", IT, 0, 9, 7, 5_900_000),
    Bought("Dagligvaror", FOOD, 0, 10, 8, 2_500_000),
)

# Title, place, state, value. Nothing is told of their bidders; the gate is shut.
BEFORE_THE_AWARD = (
    ("Skolskjuts 2027–2031", ROADS, "planned", 24_000_000),
    ("Trygghetslarm", CARE, "announced", 3_800_000),
    ("Ventilation i simhallen", BUILDING, "tendering_closed", 5_200_000),
)
TO_SEND = ("Kontorsmöbler, begagnade", BUILDING, 1_400_000)
UNDER_REVIEW = ("Ramavtal konsulter inom IT", IT, 9_500_000)
ANSWERING = ("Livsmedel, torrvaror", FOOD, 4_400_000)
CANCELLED = ("Bemanning av kök", FOOD, 1_800_000)

WEIGHTS = {
    "out": {"won": 30, "lost": 46, "rejected": 7, "withdrew": 4, "nobid": 9, "na": 4},
    "size": {"s1": 34, "s10": 40, "s50": 18, "s250": 5, "na": 3},
    "prev": {"never": 24, "few": 38, "more": 34, "unsure": 4},
    "c_lost": {"yes": 5, "partly": 8, "no": 6, "none": 3},
    "c_rej": {"yes": 4, "partly": 3, "no": 2},
    "c_won": {"yes": 7, "partly": 4, "no": 2},
    "c_why": {"work": 8, "requirements": 6, "time": 4, "too_large": 6, "price": 3, "chance": 2},
    "again": {"surely": 14, "probably": 16, "probably_not": 5, "no": 2, "unsure": 3},
}
# What each part is worth on the ten-point scale, before chance and the trend over the years.
LEVELS = {
    "n1": 6.3, "n2": 5.6, "n3": 5.3, "inf1": 6.6, "inf2": 6.1, "til1": 7.0, "bem1": 7.6,
    "kom1": 5.4, "rat1": 6.9, "rat2": 5.9, "rat3": 5.7, "eff1": 5.2, "eff2": 6.8, "eff3": 4.6,
}  # fmt: skip

REMARKS = {
    "more": (
        "Dialogen innan underlaget blev klart. Fortsätt med det.",
        "Snabba och tydliga svar på frågor under anbudstiden.",
        "Att uppdraget delades i mindre delar.",
        "Kontaktpersonen var lätt att nå.",
        "Kalendern över kommande upphandlingar.",
        "Mallen för anbudet sparade mycket tid.",
        "Bra att ni bjöd in till visning på plats.",
        "Tidig information. Vi hann planera.",
        "Motiveringen till beslutet gick att förstå.",
        "Rimliga krav på referenser den här gången.",
    ),
    "start": (
        "Följ upp att avtalen hålls, även efter första året.",
        "Be om intyg först av den som vinner.",
        "Färre bilagor. Vi fyllde i samma uppgifter tre gånger.",
        "Låt mindre företag lämna anbud på delar.",
        "Skriv vad ni behöver, inte hur det ska göras.",
        "Längre anbudstid över sommaren.",
        "Berätta hur priserna vägs mot kvalitet med ett exempel.",
        "Ring gärna och förklara varför vi inte vann.",
        "Samma ord för samma sak i alla dokument.",
        "Kräv inte försäkring före tilldelning.",
    ),
}
UNREAD = "Det gick åt mer tid till blanketterna än till själva priset."
NOTE = (
    "Från och med i år ber kommunen om intyg bara av den som ska få avtalet. "
    "Alla underlag läses av en kollega från en annan enhet innan de annonseras."
)
MARKER = "Ny policy: dialog före varje större upphandling"

# Area, title, status, description, where it was heard.
ACTIONS = (
    (
        "Uppföljning av avtal",
        "Följ upp alla avtal över en miljon kronor varje år",
        "ongoing",
        "Varje avtal har en ansvarig. Leverantören och den som beställer träffas en gång om året.",
        "Dialogträff om upphandling",
    ),
    (
        "Enklare att lämna anbud",
        "Intyg begärs bara av den som ska få avtalet",
        "done",
        "Den som lämnar anbud intygar själv. Handlingarna behövs först när avtalet ska skrivas.",
        "Anbudsgivarnas utvärdering",
    ),
    (
        "Enklare att lämna anbud",
        "Mindre uppdrag i ramavtal för bygg",
        "inquiry",
        "Vi utreder vilka ramavtal som kan delas i mindre områden.",
        "Anbudsgivarnas utvärdering",
    ),
)
