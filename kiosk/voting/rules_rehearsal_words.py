"""What pretended people write: plain sentences, invented, some of which a moderator should park."""

# By the lineage of a box; "" is any other. The last two of each are for the moderator to park or
# to merge: one about an ongoing procurement, one that says the same as another.
WISHES: dict[str, dict[str, tuple[str, ...]]] = {
    "sv": {
        "w1": (
            "Träffar som den här", "Svara snabbt på frågor under anbudstiden",
            "Korta och tydliga underlag", "Visa vad som ska köpas nästa år",
            "Besök ute hos oss företag", "Dela upp stora uppdrag", "Ring tillbaka samma dag",
            "Utbildning i hur man lämnar anbud", "Uppföljning efter halva avtalstiden",
            "Dialog innan ni skriver kraven", "Fika och tid att prata med varandra",
            "Samma handläggare hela vägen", "Enkla mallar", "Raka besked",
            "Ni borde ge snöröjningen som är ute nu till oss i stället",
            "Fler träffar av den här sorten",
        ),
        "w2": (
            "Följ upp avtalen ute på plats", "Berätta varför vi inte fick uppdraget",
            "Lägg ut en kalender över kommande köp", "Ta bort krav som ingen kontrollerar",
            "Låt oss lämna referenser bara en gång", "Bjud in nystartade företag",
            "Betala fakturor inom tio dagar", "Köp mer i mindre delar",
            "Ha frågestund på nätet varje månad", "Skriv ett sammanfattande första blad",
            "Väg in korta transporter", "Prova idéer i liten skala",
            "Fråga oss vad saker kostar att göra", "Samla frågor och svar på ett ställe",
            "Sänk priskravet i upphandlingen av städning som pågår",
            "Kom ut och följ upp avtalen på plats",
        ),
        "floor": (
            "När kommer nästa stora köp?", "Hur många anbud brukar ni få?",
            "Får två små företag lämna anbud ihop?", "Vem ringer vi om underlaget är otydligt?",
            "Hur följer ni upp det som lovats?", "Kan man få hjälp med systemet?",
            "Hur länge sparas våra uppgifter?", "Blir det en träff nästa år också?",
            "Vem vinner upphandlingen av skolmat som pågår?", "Blir det en ny träff nästa år?",
        ),
        "": (
            "Bra samtal i dag", "Vi vill vara med tidigare", "Tiden räcker sällan",
            "Många krav, lite betalt", "Kommunen är lätt att nå", "Vi är för få som lämnar anbud",
            "Nya företag har svårt att komma in", "Tydliga svar gör skillnad",
            "Vi som har anbud inne nu borde gå först", "Bra samtal idag",
        ),
        "text": (
            "Mer tid att lämna anbud", "Kortare texter", "Fler träffar", "Bättre svar efteråt",
            "Mindre uppdrag", "Inget särskilt, det fungerar bra",
        ),
        "factor": ("Korta transporter", "Lärlingar från orten", "Tid för dialog", "Öppna data"),
        "pitch": (
            "Vi lagar tak innan de läcker", "Vi kör mat med elbil", "Vi sköter träd i stan",
            "Vi lär ut svenska på jobbet", "Vi lagar möbler i stället för att köpa nya",
            "Vi bygger små broar",
        ),
        "company": ("Låtsasföretaget",),
    },
    "en": {
        "w1": (
            "Meetings like this one", "Quick answers while we write our tenders",
            "Short and clear documents", "Show what will be bought next year",
            "Visit us at our companies", "Split large assignments", "Call back the same day",
            "Training in how to tender", "Follow-up halfway through a contract",
            "Talk with us before you write the requirements", "Coffee and time to talk",
            "The same contact all the way", "Simple templates", "Straight answers",
            "You ought to give the snow clearing that is out now to us instead",
            "More meetings of this kind",
        ),
        "w2": (
            "Follow up contracts on site", "Tell us why we did not get the assignment",
            "Publish a calendar of coming purchases", "Drop requirements that nobody checks",
            "Let us give references only once", "Invite new companies",
            "Pay invoices within ten days", "Buy more in smaller parts",
            "Hold a question hour online each month", "Write a first page that sums it up",
            "Count short transports in", "Try ideas on a small scale",
            "Ask us what things cost to do", "Gather questions and answers in one place",
            "Lower the price demand in the cleaning procurement that is running",
            "Come out and follow up contracts on site",
        ),
        "floor": (
            "When does the next large purchase come?", "How many tenders do you usually get?",
            "May two small companies tender together?", "Whom do we call about unclear documents?",
            "How do you follow up what was promised?", "Can we get help with the system?",
            "How long do you keep our details?", "Will there be a meeting next year as well?",
            "Who wins the running procurement of school meals?",
            "Will there be another meeting next year?",
        ),
        "": (
            "Good talks today", "We want to be in earlier", "There is seldom enough time",
            "Many demands, little pay", "The municipality is easy to reach",
            "Too few of us tender", "New companies find it hard to get in",
            "Clear answers make a difference", "We who have tendered now ought to go first",
            "Good talks to-day",
        ),
        "text": (
            "More time to tender", "Shorter texts", "More meetings", "Better answers afterwards",
            "Smaller assignments", "Nothing special, it works well",
        ),
        "factor": ("Short transports", "Local apprentices", "Time for dialogue", "Open data"),
        "pitch": (
            "We mend roofs before they leak", "We deliver meals by electric car",
            "We look after the trees in town", "We teach Swedish at work",
            "We mend furniture instead of buying new", "We build small bridges",
        ),
        "company": ("Pretend Company",),
    },
}  # fmt: skip


def sentences(language: str, lineage: str) -> tuple[str, ...]:
    """Return what is written into a box of this lineage."""
    known = WISHES[language]
    return known.get(lineage, known[""])
