"""Template A as domain section 3 words it, written down a second time, and who sees what of it."""

SWEDISH = {
    "out": "Hur slutade upphandlingen för er?",
    "size": "Hur många arbetar i företaget?",
    "prev": "Har ni lämnat anbud till kommunen förut?",
    "n1": "Hur nöjda är ni på det hela taget med kommunens sätt att sköta upphandlingen?",
    "n2": "Hur blev det jämfört med vad ni hade väntat er?",
    "n3": "Tänk er en upphandling där allt fungerar. Hur nära kom den här?",
    "inf1": "Upphandlingsdokumenten var tydliga och lätta att hitta i.",
    "inf2": "Svaren på frågor under anbudstiden var till hjälp.",
    "til1": "Det var lätt att få kontakt och ställa frågor på rätt sätt.",
    "bem1": "Kommunen bemötte oss med intresse och respekt.",
    "kom1": "Kommunen kände till vår bransch och vad marknaden kan erbjuda.",
    "rat1": "Alla som deltog fick samma förutsättningar.",
    "rat2": "Det gick att förstå i förväg hur anbuden skulle bedömas.",
    "rat3": "Vi förstår skälen till beslutet.",
    "eff1": "Kraven var rimliga för uppdraget.",
    "eff2": "Tiden för att lämna anbud räckte.",
    "eff3": "Arbetet med anbudet stod i proportion till affären.",
    "c_lost": "Kan ni använda kommunens förklaring till att göra ett bättre anbud nästa gång?",
    "c_rej": "Var det tydligt att det ni föll på var ett måste?",
    "c_won": "Vet ni vem som är er kontakt och hur avtalet ska följas upp?",
    "c_why": "Vad avgjorde? Välj högst tre.",
    "again": "Lämnar ni anbud till kommunen igen om ett uppdrag passar?",
    "more": "Vad gjorde kommunen bra och bör göra mer av?",
    "start": "Vad bör kommunen börja göra eller ändra?",
}

ENGLISH = {
    "out": "How did the procurement end for you?",
    "size": "How many people work in the company?",
    "prev": "Have you tendered to the municipality before?",
    "n1": "All in all, how satisfied are you with the way the municipality handled the "
    "procurement?",
    "n2": "How did it turn out compared with what you expected?",
    "n3": "Picture a procurement where everything works. How close did this one come?",
    "inf1": "The procurement documents were clear and easy to navigate.",
    "inf2": "The answers to questions during the tender period were helpful.",
    "til1": "It was easy to make contact and ask questions in the proper way.",
    "bem1": "The municipality treated us with interest and respect.",
    "kom1": "The municipality knew our trade and what the market can offer.",
    "rat1": "All who took part were given the same conditions.",
    "rat2": "It was possible to understand beforehand how tenders would be assessed.",
    "rat3": "We understand the reasons for the decision.",
    "eff1": "The requirements were reasonable for the assignment.",
    "eff2": "There was enough time to submit a tender.",
    "eff3": "The work of tendering was in proportion to the deal.",
    "c_lost": "Can you use the municipality's explanation to make a better tender next time?",
    "c_rej": "Was it clear that the point you failed on was mandatory?",
    "c_won": "Do you know who your contact is and how the contract will be followed up?",
    "c_why": "What decided it? Choose up to three.",
    "again": "Will you tender to the municipality again if an assignment fits?",
    "more": "What did the municipality do well and should do more of?",
    "start": "What should the municipality start doing or change?",
}

_YES, _PARTLY, _NO = ("yes", "Ja", "Yes"), ("partly", "Delvis", "Partly"), ("no", "Nej", "No")
_UNSAID = ("na", "Vill inte svara", "Prefer not to say")
_UNSURE = ("unsure", "Vet inte", "Don't know")

OPTIONS = {
    "out": [
        ("won", "Vi fick kontrakt, helt eller delvis", "Awarded a contract, in whole or part"),
        ("lost", "Vi lämnade anbud men fick inget kontrakt", "Tendered, no contract"),
        (
            "rejected",
            "Anbudet förkastades eller prövades inte",
            "Tender rejected or not evaluated",
        ),
        ("withdrew", "Vi drog tillbaka anbudet", "Tender withdrawn"),
        (
            "nobid",
            "Vi läste underlaget men lämnade inte anbud",
            "Read the documents, did not tender",
        ),
        _UNSAID,
    ],
    "size": [
        ("s1", "1–9", "1–9"),
        ("s10", "10–49", "10–49"),
        ("s50", "50–249", "50–249"),
        ("s250", "250 eller fler", "250 or more"),
        _UNSAID,
    ],
    "prev": [
        ("never", "Nej, aldrig före den här", "No, never before this"),
        ("few", "En eller två gånger", "Once or twice"),
        ("more", "Fler gånger", "More often"),
        _UNSURE,
    ],
    "c_lost": [
        _YES,
        _PARTLY,
        _NO,
        ("none", "Vi har inte fått någon förklaring", "We got no explanation"),
    ],
    "c_rej": [_YES, _PARTLY, _NO],
    "c_won": [_YES, _PARTLY, _NO],
    "c_why": [
        ("work", "För mycket arbete", "Too much work"),
        ("requirements", "Krav vi inte når", "Requirements we do not meet"),
        ("time", "För kort tid", "Too little time"),
        ("too_large", "För stort, borde ha delats", "Too large, should have been split"),
        ("too_small", "För litet", "Too small"),
        ("price", "Priset eller villkoren", "Price or terms"),
        ("chance", "Liten chans att vinna", "Small chance of winning"),
        ("busy", "Fullt upp", "Fully booked"),
        ("other", "Annat", "Other"),
    ],
    "again": [
        ("surely", "Ja, säkert", "Yes, surely"),
        ("probably", "Troligen", "Probably"),
        ("probably_not", "Troligen inte", "Probably not"),
        _NO,
        _UNSURE,
    ],
}

# The words at the ends: of 1 in Swedish and English, then of 10.
SCALES = {
    "n1": ("Inte alls nöjda", "Not at all", "Mycket nöjda", "Very"),
    "n2": ("Mycket sämre", "Much worse", "Mycket bättre", "Much better"),
    "n3": ("Mycket långt ifrån", "Very far", "Mycket nära", "Very close"),
    "parts": ("Stämmer inte alls", "Not at all", "Stämmer helt", "Completely"),
}

CONDITIONS = {
    **dict.fromkeys(["n1", "n2", "n3", "bem1", "rat1", "eff3"], "won lost rejected withdrew na"),
    "rat3": "won lost rejected na",
    "c_lost": "lost",
    "c_rej": "rejected",
    "c_won": "won",
    "c_why": "withdrew nobid",
}

_PART = "out size prev "
_OVERALL = "n1 n2 n3 "
_PARTS = "inf1 inf2 til1 bem1 kom1 rat1 rat2 rat3 eff1 eff2 eff3 "
_AHEAD = "again more start"
# What each bidder is asked, by how it ended for them.
BIDDERS = {
    "won": _PART + _OVERALL + _PARTS + "c_won " + _AHEAD,
    "lost": _PART + _OVERALL + _PARTS + "c_lost " + _AHEAD,
    "rejected": _PART + _OVERALL + _PARTS + "c_rej " + _AHEAD,
    "withdrew": _PART + _OVERALL + _PARTS.replace("rat3 ", "") + "c_why " + _AHEAD,
    "nobid": _PART + "inf1 inf2 til1 kom1 rat2 eff1 eff2 c_why " + _AHEAD,
    "na": _PART + _OVERALL + _PARTS + _AHEAD,
}
# And whoever it ended for when the procurement was cancelled.
CANCELLED_BIDDER = "size prev " + _OVERALL + _PARTS.replace("rat3 ", "") + _AHEAD
