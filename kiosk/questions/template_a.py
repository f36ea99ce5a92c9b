"""Hold template A, the bidder's evaluation; its ids are locked so that years compare.

Source: domain section 3. Ids never change meaning: a changed Swedish wording is a new version of
the form and breaks the trend there (`kinds.comparable` tells).
"""
# longer because the whole form stands in one place, to be read beside its source

from dataclasses import replace

from kiosk.questions.form import Item
from kiosk.questions.kinds import Option, QuestionSpec

# For {name} the procurement's name, for {k} the threshold; `intro` puts them in.
INTRO: dict[str, str] = {
    "sv": (
        "Tack för att ni var med i upphandlingen {name}. Era svar används för att göra nästa "
        "upphandling bättre. Det tar under fyra minuter och ni kan hoppa över frågor. Vem som har "
        "svarat sparas inte ihop med svaren, och resultat visas bara när minst {k} har svarat. "
        "Svar som kommer in till kommunen kan bli allmän handling. Skriv därför inte namn eller "
        "affärshemligheter. Svaren påverkar varken beslutet eller hur kommande anbud bedöms."
    ),
    "en": (
        "Thank you for taking part in {name}. Your answers are used to improve the next "
        "procurement. It takes less than four minutes and you may skip questions. Who answered is "
        "not stored with the answers, and results are shown only when at least {k} have answered. "
        "Answers received by the municipality may become public records, so please leave out "
        "names and trade secrets. Your answers affect neither the decision nor how future tenders "
        "are assessed."
    ),
}

# Stands in the place of the question on outcome when the procurement was cancelled.
CANCELLED: dict[str, str] = {
    "sv": "Upphandlingen avbröts",
    "en": "The procurement was cancelled",
}

# Stands once above the statements of the section "parts".
PARTS_LEAD: dict[str, str] = {
    "sv": "Hur väl stämmer det här för er?",
    "en": "How well does this match your experience?",
}

_YES = Option("yes", "Ja", "Yes")
_PARTLY = Option("partly", "Delvis", "Partly")
_NO = Option("no", "Nej", "No")
_UNSAID = Option("na", "Vill inte svara", "Prefer not to say")
_UNSURE = Option("unsure", "Vet inte", "Don't know")

_ALL_BUT_NOBID = ("won", "lost", "rejected", "withdrew", "na")


def intro(language: str, name: str, k: int) -> str:
    """Return the words that a bidder meets first, in Swedish unless the language is English."""
    return INTRO["en" if language == "en" else "sv"].format(name=name, k=k)


def _choice(key: str, sv: str, en: str, *options: Option, most: int = 1) -> QuestionSpec:
    return QuestionSpec(key, "choice", sv, en, options=options, max_choices=most)


def _scale(key: str, sv: str, en: str, low: tuple[str, str], high: tuple[str, str]) -> QuestionSpec:
    return QuestionSpec(
        lineage=key,
        kind="scale",
        prompt_sv=sv,
        prompt_en=en,
        scale_max=10,
        low_sv=low[0],
        low_en=low[1],
        high_sv=high[0],
        high_en=high[1],
        allow_unknown=True,
    )


def _statement(
    key: str,
    area: str,
    sv: str,
    en: str,
    outcomes: tuple[str, ...] = (),
    needs_decision: bool = False,
) -> Item:
    low, high = ("Stämmer inte alls", "Not at all"), ("Stämmer helt", "Completely")
    spec = _scale(key, sv, en, low, high)
    return Item(spec, "parts", area, outcomes, needs_decision)


def _text(key: str, sv: str, en: str) -> QuestionSpec:
    return QuestionSpec(key, "text", sv, en, max_length=1000)


_PART = (
    Item(
        _choice(
            "out",
            "Hur slutade upphandlingen för er?",
            "How did the procurement end for you?",
            Option(
                "won",
                "Vi fick kontrakt, helt eller delvis",
                "Awarded a contract, in whole or part",
            ),
            Option("lost", "Vi lämnade anbud men fick inget kontrakt", "Tendered, no contract"),
            Option(
                "rejected",
                "Anbudet förkastades eller prövades inte",
                "Tender rejected or not evaluated",
            ),
            Option("withdrew", "Vi drog tillbaka anbudet", "Tender withdrawn"),
            Option(
                "nobid",
                "Vi läste underlaget men lämnade inte anbud",
                "Read the documents, did not tender",
            ),
            _UNSAID,
        ),
        "part",
    ),
    Item(
        _choice(
            "size",
            "Hur många arbetar i företaget?",
            "How many people work in the company?",
            Option("s1", "1–9", "1–9"),
            Option("s10", "10–49", "10–49"),
            Option("s50", "50–249", "50–249"),
            Option("s250", "250 eller fler", "250 or more"),
            _UNSAID,
        ),
        "part",
    ),
    Item(
        _choice(
            "prev",
            "Har ni lämnat anbud till kommunen förut?",
            "Have you tendered to the municipality before?",
            Option("never", "Nej, aldrig före den här", "No, never before this"),
            Option("few", "En eller två gånger", "Once or twice"),
            Option("more", "Fler gånger", "More often"),
            _UNSURE,
        ),
        "part",
    ),
)

_OVERALL = tuple(
    Item(spec, "overall", outcomes=_ALL_BUT_NOBID)
    for spec in (
        _scale(
            "n1",
            "Hur nöjda är ni på det hela taget med kommunens sätt att sköta upphandlingen?",
            "All in all, how satisfied are you with the way the municipality handled the "
            "procurement?",
            ("Inte alls nöjda", "Not at all"),
            ("Mycket nöjda", "Very"),
        ),
        _scale(
            "n2",
            "Hur blev det jämfört med vad ni hade väntat er?",
            "How did it turn out compared with what you expected?",
            ("Mycket sämre", "Much worse"),
            ("Mycket bättre", "Much better"),
        ),
        _scale(
            "n3",
            "Tänk er en upphandling där allt fungerar. Hur nära kom den här?",
            "Picture a procurement where everything works. How close did this one come?",
            ("Mycket långt ifrån", "Very far"),
            ("Mycket nära", "Very close"),
        ),
    )
)

_PARTS = (
    _statement(
        "inf1",
        "information",
        "Upphandlingsdokumenten var tydliga och lätta att hitta i.",
        "The procurement documents were clear and easy to navigate.",
    ),
    _statement(
        "inf2",
        "information",
        "Svaren på frågor under anbudstiden var till hjälp.",
        "The answers to questions during the tender period were helpful.",
    ),
    _statement(
        "til1",
        "accessibility",
        "Det var lätt att få kontakt och ställa frågor på rätt sätt.",
        "It was easy to make contact and ask questions in the proper way.",
    ),
    _statement(
        "bem1",
        "treatment",
        "Kommunen bemötte oss med intresse och respekt.",
        "The municipality treated us with interest and respect.",
        _ALL_BUT_NOBID,
    ),
    _statement(
        "kom1",
        "competence",
        "Kommunen kände till vår bransch och vad marknaden kan erbjuda.",
        "The municipality knew our trade and what the market can offer.",
    ),
    _statement(
        "rat1",
        "legal",
        "Alla som deltog fick samma förutsättningar.",
        "All who took part were given the same conditions.",
        _ALL_BUT_NOBID,
    ),
    _statement(
        "rat2",
        "legal",
        "Det gick att förstå i förväg hur anbuden skulle bedömas.",
        "It was possible to understand beforehand how tenders would be assessed.",
    ),
    _statement(
        "rat3",
        "legal",
        "Vi förstår skälen till beslutet.",
        "We understand the reasons for the decision.",
        ("won", "lost", "rejected", "na"),
        needs_decision=True,
    ),
    _statement(
        "eff1",
        "efficiency",
        "Kraven var rimliga för uppdraget.",
        "The requirements were reasonable for the assignment.",
    ),
    _statement(
        "eff2",
        "efficiency",
        "Tiden för att lämna anbud räckte.",
        "There was enough time to submit a tender.",
    ),
    _statement(
        "eff3",
        "efficiency",
        "Arbetet med anbudet stod i proportion till affären.",
        "The work of tendering was in proportion to the deal.",
        _ALL_BUT_NOBID,
    ),
)

_FOLLOW = (
    Item(
        _choice(
            "c_lost",
            "Kan ni använda kommunens förklaring till att göra ett bättre anbud nästa gång?",
            "Can you use the municipality's explanation to make a better tender next time?",
            _YES,
            _PARTLY,
            _NO,
            Option("none", "Vi har inte fått någon förklaring", "We got no explanation"),
        ),
        "follow",
        outcomes=("lost",),
        needs_decision=True,
    ),
    Item(
        _choice(
            "c_rej",
            "Var det tydligt att det ni föll på var ett måste?",
            "Was it clear that the point you failed on was mandatory?",
            _YES,
            _PARTLY,
            _NO,
        ),
        "follow",
        outcomes=("rejected",),
        needs_decision=True,
    ),
    Item(
        _choice(
            "c_won",
            "Vet ni vem som är er kontakt och hur avtalet ska följas upp?",
            "Do you know who your contact is and how the contract will be followed up?",
            _YES,
            _PARTLY,
            _NO,
        ),
        "follow",
        outcomes=("won",),
        needs_decision=True,
    ),
    Item(
        _choice(
            "c_why",
            "Vad avgjorde? Välj högst tre.",
            "What decided it? Choose up to three.",
            Option("work", "För mycket arbete", "Too much work"),
            Option("requirements", "Krav vi inte når", "Requirements we do not meet"),
            Option("time", "För kort tid", "Too little time"),
            Option(
                "too_large",
                "För stort, borde ha delats",
                "Too large, should have been split",
            ),
            Option("too_small", "För litet", "Too small"),
            Option("price", "Priset eller villkoren", "Price or terms"),
            Option("chance", "Liten chans att vinna", "Small chance of winning"),
            Option("busy", "Fullt upp", "Fully booked"),
            Option("other", "Annat", "Other"),
            most=3,
        ),
        "follow",
        outcomes=("withdrew", "nobid"),
    ),
)

_AHEAD = (
    Item(
        _choice(
            "again",
            "Lämnar ni anbud till kommunen igen om ett uppdrag passar?",
            "Will you tender to the municipality again if an assignment fits?",
            Option("surely", "Ja, säkert", "Yes, surely"),
            Option("probably", "Troligen", "Probably"),
            Option("probably_not", "Troligen inte", "Probably not"),
            _NO,
            _UNSURE,
        ),
        "ahead",
    ),
    Item(
        _text(
            "more",
            "Vad gjorde kommunen bra och bör göra mer av?",
            "What did the municipality do well and should do more of?",
        ),
        "ahead",
    ),
    Item(
        _text(
            "start",
            "Vad bör kommunen börja göra eller ändra?",
            "What should the municipality start doing or change?",
        ),
        "ahead",
    ),
)

TEMPLATE_A: tuple[Item, ...] = (*_PART, *_OVERALL, *_PARTS, *_FOLLOW, *_AHEAD)

# Modules that a municipality may switch on; the wording is ours, and they are in no area and no
# index. "loc" is off because it tells who answered when few do.
OPTIONAL: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "dlg",
        (
            Item(
                _choice(
                    "dlg",
                    "Förde kommunen en dialog med företag innan upphandlingen annonserades?",
                    "Did the municipality talk with companies before the procurement was "
                    "announced?",
                    Option("useful", "Ja, och den var till nytta", "Yes, and it was useful"),
                    Option("useless", "Ja, men den var inte till nytta", "Yes, but it was no use"),
                    Option("absent", "Ja, men vi var inte med", "Yes, but we were not there"),
                    _NO,
                    _UNSURE,
                ),
                "part",
                core=False,
            ),
        ),
    ),
    (
        "sus",
        (
            replace(
                _statement(
                    "sus1",
                    "",
                    "Kraven på miljöhänsyn gick att uppfylla.",
                    "The environmental requirements were possible to meet.",
                ),
                core=False,
            ),
            replace(
                _statement(
                    "sus2",
                    "",
                    "De sociala kraven, till exempel om arbetsvillkor, gick att uppfylla.",
                    "The social requirements, such as working conditions, were possible to meet.",
                ),
                core=False,
            ),
        ),
    ),
    (
        "sys",
        (
            replace(
                _statement(
                    "sys",
                    "",
                    "Upphandlingssystemet på nätet fungerade bra för oss.",
                    "The e-tendering system worked well for us.",
                ),
                core=False,
            ),
        ),
    ),
    (
        "loc",
        (
            Item(
                _choice(
                    "loc",
                    "Var finns företaget?",
                    "Where is the company based?",
                    Option("here", "I kommunen", "In the municipality"),
                    Option("neighbour", "I en grannkommun", "In a neighbouring municipality"),
                    Option("sweden", "Längre bort i Sverige", "Further away in Sweden"),
                    Option("abroad", "Utanför Sverige", "Outside Sweden"),
                    _UNSAID,
                ),
                "part",
                core=False,
            ),
        ),
    ),
)
