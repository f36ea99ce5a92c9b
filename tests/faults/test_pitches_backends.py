"""Pitches are the same on either database."""

from kiosk.voting import operations_pitch, operations_pitch_stage, queries_pitch
from tests.faults.houses import House
from tests.support import pitches
from tests.support.meeting import make_hall


def test_a_list_lives_alike_on_both(house: House):
    hall = make_hall()
    pitches.open_list(hall)
    alfa, beta = pitches.signed(hall, "Alfa"), pitches.signed(hall, "Beta")
    gamma = pitches.signed(hall, "Gamma", accepted=False)
    operations_pitch.move_pitch(beta.id, True, None)
    operations_pitch.withdraw(hall.meeting.id, str(gamma.signer))
    assert pitches.order(hall) == ["Beta", "Alfa"]
    operations_pitch_stage.call_pitch(hall.meeting.id, beta.id, None)
    for act in ("start", "pause"):
        operations_pitch_stage.time_pitch(hall.meeting.id, act, None)
    assert 0 < pitches.running(hall).timer.left <= 60  # type: ignore[union-attr]
    assert pitches.now(beta).spoken_at
    assert pitches.order(hall) == ["Alfa"]
    assert queries_pitch.find_own(hall.meeting.id, str(alfa.signer)) == alfa


def test_no_name_of_a_pitch_is_too_strange_to_look_for(house: House):
    for strange in ("", "\0", "x\0y", "x" * 10_000, "%", "'"):
        assert queries_pitch.find_pitch(strange) is None
