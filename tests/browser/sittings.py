"""Another sitting of a meeting, made by the host's own form."""

import re

from tests.browser.house import FACTS, NUMBER, Meeting, found, made


def once_more(first: Meeting, label: str = "Lunch") -> Meeting:
    """Hold a meeting once more, by the host's own form."""
    host = first.house.staff()
    sent = {"own": "Frukost", "sitting": label, "place": "Trollåsens kunskapscenter"}
    sent |= {"date": FACTS["date"], "time": "12:00", "operation": f"s{next(NUMBER)}"}
    place = made(host.post(f"/meetings/{first.id}/sittings", sent))
    page = host.get(place).text
    code = found(r'<dd class="code">([^<]+)<', page).replace(" ", "")
    asked = [int(one) for one in re.findall(r'<li id="question-(\d+)"', page)]
    return Meeting(first.house, int(place.split("/")[2]), code, asked)
