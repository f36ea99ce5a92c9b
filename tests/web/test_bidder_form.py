"""A bidder answers: from the personal link to the receipt, page by page, without JavaScript."""

import pytest
from flask import Flask

from kiosk.evaluations.models import Draft, Invitation, Procurement
from kiosk.evaluations.models_answers import Remark, Response
from tests.support.bidder import Bidder
from tests.support.procurements import invite, open_evaluation
from tests.web.checking import CheckingClient, find, words


@pytest.fixture
def bidder(app: Flask, client: CheckingClient) -> Bidder:
    """Return a bidder with a link to an open evaluation."""
    procurement = open_evaluation()
    return Bidder(client, invite(procurement)[0])


def test_the_link_leads_to_an_address_without_the_token(bidder: Bidder):
    location = bidder.open().location
    assert location == bidder.address
    assert bidder.token not in bidder.get().text
