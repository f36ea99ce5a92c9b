"""Bad days at the terminal: one clear line on stderr, an exit code, and never a trace."""

import logging
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from kiosk.cli_errors import fail
from tests.faults.conftest import MakeHall
from tests.faults.hall import KIOSK, Hall, Phone, free_port


def refused(hall: Hall, *arguments: str, **more: str) -> str:
    """Run a command that must fail, and return the one line it says."""
    done = hall.command([*KIOSK, *arguments], check=False, **more)
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("kiosk: ")
    return line


@pytest.fixture
def closed(make_hall: MakeHall) -> Hall:
    """A hall whose server has not been started."""
    return make_hall()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KIOSK_BIND", "nowhere"),
        ("KIOSK_ADDRESS", "kiosk.example.se"),
        ("KIOSK_PROXIES", "many"),
        ("KIOSK_TIMEZONE", "Sweden/Here"),
        ("KIOSK_LANGUAGE", "no"),
        ("KIOSK_SECRET_KEY", "short"),
        ("KIOSK_INSTANCE", "/sys/kernel"),  # nobody may write there, not even root
    ],
)
def test_a_bad_setting_is_named(closed: Hall, variable: str, value: str):
    assert variable in refused(closed, "run", **{variable: value})


def test_a_port_that_is_taken_is_named_and_the_way_to_another_too(closed: Hall):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        line = refused(closed, "run", "--bind", f"127.0.0.1:{port}")
    assert f"Port {port} is taken" in line
    assert "--bind" in line


def test_a_second_server_on_the_same_database_is_refused(standing: Hall):
    line = refused(standing, "run", "--bind", f"127.0.0.1:{free_port()}")
    assert f"already running on this database (process {standing.process.pid})" in line
    assert Phone(standing).get("/cookies").status == 200


def test_small_commands_work_beside_a_running_server(standing: Hall):
    added = standing.command([*KIOSK, "user", "add", "bo@example.se", "--role", "host"])
    assert "Password: " in added.stdout
    listed = standing.command([*KIOSK, "user", "list"]).stdout
    assert "anna@example.se" in listed
    assert "bo@example.se\tbo\thost\tactive" in listed
    standing.command([*KIOSK, "user", "disable", "bo@example.se"])
    assert "\tdisabled" in standing.command([*KIOSK, "user", "list"]).stdout


def test_a_given_password_is_read_from_stdin_and_not_repeated(closed: Hall):
    done = subprocess.run(
        [*KIOSK, "user", "add", "bo@example.se", "--password-stdin"],
        input="correct horse battery\n",
        env=closed.environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0
    assert "horse" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments", [["disable", "eva@example.se"], ["password", "eva@example.se"]]
)
def test_an_unknown_user_is_named(closed: Hall, arguments: Sequence[str]):
    assert "There is no user eva@example.se" in refused(closed, "user", *arguments)


def test_the_same_user_twice_is_refused_in_english(closed: Hall):
    line = refused(closed, "user", "add", "anna@example.se")
    assert "already a user with this address" in line


def test_a_file_that_is_no_database_is_said_to_need_a_backup(closed: Hall):
    closed.database.write_bytes(b"This is no database. " * 300)
    assert "kiosk restore FILE" in refused(closed, "run")


def test_a_damaged_database_is_found_by_the_doctor(closed: Hall):
    with closed.database.open("r+b") as file:
        file.seek(8192)
        file.write(b"damage" * 2000)
    said = closed.command([*KIOSK, "doctor"], check=False)
    assert said.returncode == 1
    assert "FAIL  The database" in said.stdout
    assert said.stderr == ""


def test_a_database_of_a_newer_kiosk_is_refused(closed: Hall):
    connection = sqlite3.connect(closed.database)
    table = "schema_migration"
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    rest = ", ".join(name for name in columns if name not in ("id", "name"))
    connection.execute(
        f"INSERT INTO {table} (name, {rest}) SELECT '9999_future', {rest} FROM {table} LIMIT 1"
    )
    connection.commit()
    connection.close()
    assert "made by a newer Kiosk (it knows 9999_future)" in refused(closed, "run")


def test_what_nobody_foresaw_is_one_line_and_a_trace_in_the_log_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("KIOSK_INSTANCE", str(tmp_path))
    monkeypatch.setattr(logging.getLogger("kiosk"), "handlers", [logging.StreamHandler()])
    with pytest.raises(RuntimeError) as unforeseen:
        raise RuntimeError("a detail")
    assert fail(unforeseen.value) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("kiosk: Something unexpected went wrong (RuntimeError).")
    assert str(tmp_path / "kiosk.log") in line
    assert "Traceback" in (tmp_path / "kiosk.log").read_text()


def test_a_database_that_cannot_be_opened_is_said_to_be(closed: Hall):
    closed.database.unlink()
    closed.database.mkdir()
    assert "database" in refused(closed, "run")


def test_the_doctor_finds_a_healthy_installation_healthy(standing: Hall):
    said = standing.command([*KIOSK, "doctor"])
    assert "FAIL" not in said.stdout
    assert "The database is whole" in said.stdout
    assert "Kiosk is running" in said.stdout


def test_the_doctor_sees_a_secret_key_that_others_can_read(closed: Hall):
    (closed.instance / "secret_key").chmod(0o644)
    said = closed.command([*KIOSK, "doctor"], check=False)
    assert said.returncode == 1
    assert "chmod 600" in said.stdout


def test_help_is_answered_without_loading_the_program(closed: Hall):
    heavy = "{'flask', 'peewee', 'gevent', 'kiosk.config'}"
    loaded = f"import sys, kiosk.cli; print(sorted({heavy} & set(sys.modules)))"
    assert closed.command([KIOSK[0], "-c", loaded]).stdout == "[]\n"


def test_an_empty_installation_says_how_to_make_the_first_host(tmp_path: Path, closed: Hall):
    shutil.rmtree(closed.instance)
    closed.start()
    assert closed.stop() == 0
    said = closed.output.read_text()
    assert f"KIOSK_INSTANCE={closed.instance} kiosk user add" in said


def test_a_command_in_the_wrong_folder_says_that_it_began_a_new_database(
    tmp_path: Path, closed: Hall
):
    listed = closed.command([*KIOSK, "user", "list"], KIOSK_INSTANCE=str(tmp_path / "wrong"))
    assert f"There was no database yet: made {tmp_path / 'wrong' / 'kiosk.db'}" in listed.stderr
    assert closed.command([*KIOSK, "user", "list"]).stderr == ""


def test_a_terminal_of_another_alphabet_gets_the_greeting_without_the_drawing(closed: Hall):
    closed.start(PYTHONIOENCODING="ascii")
    assert closed.stop() == 0
    said = closed.output.read_text()
    assert "Kiosk is running" in said
    assert "????" not in said


def test_the_doctor_goes_on_where_it_cannot_take_the_lock(closed: Hall):
    (closed.instance / "kiosk.lock").unlink(missing_ok=True)
    (closed.instance / "kiosk.lock").mkdir()
    said = closed.command([*KIOSK, "doctor"], check=False)
    assert said.stderr == ""
    assert f"Port {closed.port} is free" in said.stdout
