"""Which version of the bidder's form an evaluation gets, and what each version changed."""

from flask import Flask

from kiosk import clock
from kiosk.db import write
from kiosk.evaluations import operations_versions as operations
from kiosk.evaluations import queries_versions as queries
from kiosk.evaluations.models import FormVersion
from kiosk.questions.form import in_order
from kiosk.questions.template_a import TEMPLATE_A


def test_without_any_version_template_a_is_in_use(app: Flask):
    assert queries.current_version() == (1, in_order(TEMPLATE_A))
    assert queries.items_of(1) == in_order(TEMPLATE_A)
    assert [line.number for line in queries.list_versions()] == [1]
    assert not FormVersion.select().exists()


def test_the_first_evaluation_that_opens_stores_template_a_once(app: Flask):
    rows = [write(operations.version_row_in_use) for _ in range(2)]
    assert [row.number for row in rows] == [1, 1]
    assert FormVersion.select().count() == 1
    assert queries.current_version() == (1, in_order(TEMPLATE_A))


def test_a_version_that_is_being_written_is_not_in_use(app: Flask):
    write(operations.version_row_in_use)
    write(lambda: FormVersion.create(number=2, items=[], created_at=clock.now()))
    assert queries.current_version()[0] == 1
    assert write(operations.version_row_in_use).number == 1
    assert [line.in_use for line in queries.list_versions()] == [False, True]
