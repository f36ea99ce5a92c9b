"""Hold the questions asked at the way out, whose ids are locked so that meetings compare.

Template C: exit evaluation (domain section 3). A changed Swedish wording is a new question with a
new id, since the trend line breaks there.
"""

from kiosk.questions.kinds import Option, QuestionSpec

_X1 = QuestionSpec(
    lineage="x1",
    kind="choice",
    prompt_sv="Var träffen värd tiden?",
    prompt_en="Was the meeting worth the time?",
    options=(
        Option("not_at_all", "Inte alls", "Not at all"),
        Option("a_little", "Lite", "A little"),
        Option("fairly", "Ganska", "Fairly"),
        Option("very", "Mycket", "Very"),
        Option("extremely", "I högsta grad", "Extremely"),
    ),
)

_X2 = QuestionSpec(
    lineage="x2",
    kind="choice",
    prompt_sv="Fick du sagt det du ville?",
    prompt_en="Did you get to say what you wanted?",
    options=(
        Option("yes", "Ja", "Yes"),
        Option("partly", "Delvis", "Partly"),
        Option("no", "Nej", "No"),
        Option("nothing", "Hade inget att säga", "Had nothing to say"),
    ),
)

_X3 = QuestionSpec(
    lineage="x3",
    kind="choice",
    prompt_sv="Hur var balansen mellan föredrag och samtal?",
    prompt_en="How was the balance between talks and conversation?",
    options=(
        Option("talks", "För mycket föredrag", "Too much talk from the stage"),
        Option("right", "Lagom", "About right"),
        Option("conversation", "För mycket samtal", "Too much conversation"),
    ),
)

_X4 = QuestionSpec(
    lineage="x4",
    kind="choice",
    prompt_sv="Vilken tid passar nästa gång?",
    prompt_en="What time suits next time?",
    options=(
        Option("breakfast", "Frukost", "Breakfast"),
        Option("lunch", "Lunch", "Lunch"),
        Option("afternoon", "Eftermiddag", "Afternoon"),
        Option("online", "Digitalt", "Online"),
        Option("no_matter", "Spelar ingen roll", "No matter"),
    ),
)

_X5 = QuestionSpec(
    lineage="x5",
    kind="text",
    prompt_sv="En sak att ändra",
    prompt_en="One thing to change",
    max_length=200,
)

TEMPLATE_C = (_X1, _X2, _X3, _X4, _X5)

# Pressed first on the door tablet: four smileys with words. A question of its own, for four answers
# say nothing about the five of x1; so it is shown apart, and never part of the trend.
DOOR_FIRST = QuestionSpec(
    lineage="x0",
    kind="choice",
    prompt_sv="Hur var träffen?",
    prompt_en="How was the meeting?",
    options=(
        Option("poor", "Dålig", "Poor"),
        Option("so_so", "Sådär", "So-so"),
        Option("good", "Bra", "Good"),
        Option("very_good", "Mycket bra", "Very good"),
    ),
)

# The trend of a series is the share that answers one of these to x1.
WORTH_IT = ("very", "extremely")
