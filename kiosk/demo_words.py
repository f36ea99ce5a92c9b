"""What the demo's invented municipality consists of: places, companies and answers, none real."""

from kiosk.questions.kinds import Option, QuestionSpec

MUNICIPALITY = "Ekdalens kommun"  # none of Sweden's 290 municipalities is called that
PARTNER = "Lärkviks kommun"  # nor this one
ACCENT = "#2f5d46"
DOMAIN = "ekdalen.example"
SERIES = "Dialogträff om upphandling"
HALL = "Stora salen, Ekdalens folkets hus"

# E-mail name, name of the account, roles.
ACCOUNTS = (
    ("host", "Näringslivskontoret", ("host", "procurement")),
    ("upphandling", "Upphandlingsenheten", ("host", "procurement")),
    ("admin", "IT-enheten", ("admin",)),
)

COMPANIES = (
    "Ekdalsbackens Bygg AB", "Lärkviksbyns El och Värme AB", "Trollåsmyrens Åkeri AB",
    "Hjortängslidens Snickeri", "Granlyckebäckens Trädgård AB", "Silverbäcksnäs Måleri AB",
    "Kvarnmossebyns Städservice AB", "Ugglehultets Rör HB", "Björkfallsdalens Plåt AB",
    "Rävnässlättens Schakt AB", "Tranmyrlidens Maskinuthyrning AB", "Blåklintstorps Bageri",
    "Ekdalsbackens Catering AB", "Lärkviksbyns Tryckeri AB", "Trollåsmyrens Skogsvård AB",
    "Hjortängslidens Glasmästeri AB", "Granlyckebäckens IT-stöd AB", "Silverbäcksnäs Taxi ek. för.",
    "Kvarnmossebyns Golv AB", "Ugglehultets Lås och Larm AB", "Björkfallsdalens Redovisning AB",
    "Rävnässlättens Gårdsbutik", "Tranmyrlidens Ventilation AB", "Blåklintstorps Hemtjänst AB",
    "Ekdalsbackens Arkitekter AB", "Lärkviksbyns Mark och Park AB", "Trollåsmyrens Konsult AB",
    "Hjortängslidens Buss AB", "Granlyckebäckens Mejeri AB", "Silverbäcksnäs Teknik AB",
    "Kvarnmossebyns Kontorsmöbler AB", "Ugglehultets Sotning HB", "Björkfallsdalens Skyltar AB",
    "Rävnässlättens Betong AB", "Tranmyrlidens Fastighetsskötsel AB", "Blåklintstorps Blommor",
    "Ekdalsbackens Tvätteri AB", "Lärkviksbyns Utbildning AB", "Trollåsmyrens Sågverk AB",
    "Hjortängslidens Verkstad AB", "Granlyckebäckens Rekrytering AB", "Silverbäcksnäs Kyl AB",
    "Kvarnmossebyns Lekplatser AB", "Ugglehultets Kommunikation AB", "Björkfallsdalens Livs AB",
    "Rävnässlättens Vintervägar AB", "Tranmyrlidens Mätteknik AB", "Blåklintstorps Vård AB",
    "Ekdalsbackens Energi ek. för.", "Lärkviksbyns Film och Foto",
)  # fmt: skip

# Role, company or organisation. They come after the companies.
OTHERS = (
    ("association", "Företagarna i Ekdalsbacken"),
    ("association", "Lärkviksbyns Köpmannaförening"),
    ("association", "Ekdalsbackens Byalag"),
    ("municipality", "Ekdalsbostäder"),
    ("municipality", "Upphandlingsenheten"),
    ("municipality", "Gata och park"),
    ("other", ""),
)
FIRST_NAMES = ("Alva", "Bo", "Dana", "Elis", "Farah", "Gun", "Hugo", "Ines", "Jonna", "Kim")

TAKE_AWAY = QuestionSpec(
    lineage="demo-take-away",
    kind="text",
    prompt_sv="Vad tar ni med er från i dag?",
    prompt_en="What do you take with you from today?",
    max_length=1000,
)

# How the votes fall: the weight of each answer, by question.
WEIGHTS_THIS_YEAR = {
    "b1": {"never": 14, "sometimes": 24, "often": 13},
    "b2": {"2": 1, "3": 2, "4": 4, "5": 7, "6": 10, "7": 13, "8": 7, "9": 2, "unknown": 4},
    "b3": {"contract_follow_up": 11, "clearer_documents": 7, "smaller_assignments": 10,
           "earlier_notice": 6, "explained_decisions": 3, "other": 1},
}  # fmt: skip
WEIGHTS_LAST_YEAR = {
    "b1": {"never": 15, "sometimes": 19, "often": 9},
    "b2": {"1": 1, "2": 2, "3": 4, "4": 8, "5": 10, "6": 8, "7": 5, "8": 2, "unknown": 3},
    "b3": {"contract_follow_up": 9, "clearer_documents": 9, "smaller_assignments": 6,
           "earlier_notice": 6, "explained_decisions": 4, "other": 1},
    "b4": {"yes": 33, "yes_differently": 6, "no": 1, "abstain": 2},
    "b5": {"yes": 18, "no_matter": 17, "no": 6},
}  # fmt: skip

WRITTEN_LAST_YEAR = (
    "Att det går att fråga innan underlaget är klart.",
    "Bra att få träffa den som faktiskt beställer.",
    "Mer om hur avtalen följs upp nästa gång, tack.",
    "Vi ska våga lämna anbud på en del i stället för allt.",
    "Kontaktuppgifter till tre personer, det räcker långt.",
    "Att andra småföretag har samma bekymmer som vi.",
    "Kalendern över kommande köp var det bästa.",
    "Vet nu vad ett ska-krav är.",
    "Kaffet var bra. Samtalen också.",
    "Frukosttid passar oss bättre än eftermiddag.",
    "En tydligare bild av hur anbuden bedöms.",
    "Att kommunen lyssnar. Nu vill vi se att något händer.",
    "Vi tar med oss mallen för referenser.",
    "Hoppas på en egen träff för livsmedel.",
)

COMING_TITLE = "Inför upphandling av städtjänster"
COMING_QUESTIONS = (
    QuestionSpec(
        lineage="demo-cleaning-parts",
        kind="choice",
        prompt_sv="Hur stora delar vill ni kunna lämna anbud på?",
        prompt_en="How large parts do you want to be able to tender for?",
        options=(
            Option("building", "En byggnad", "One building"),
            Option("area", "Ett område, till exempel skolorna", "One area, such as the schools"),
            Option("all", "Hela uppdraget", "The whole assignment"),
        ),
        max_choices=2,
    ),
    QuestionSpec(
        lineage="demo-cleaning-time",
        kind="scale",
        prompt_sv="Hur väl räcker sex veckor för att lämna anbud?",
        prompt_en="How well do six weeks work for preparing a tender?",
        scale_max=5,
        low_sv="Inte alls",
        low_en="Not at all",
        high_sv="Mycket väl",
        high_en="Very well",
        allow_unknown=True,
    ),
    QuestionSpec(
        lineage="demo-cleaning-requirements",
        kind="text",
        prompt_sv="Vilket krav brukar göra att ni avstår?",
        prompt_en="Which requirement usually makes you decide not to tender?",
    ),
)
