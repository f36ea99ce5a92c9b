"""The bidder's pages: the personal link, the form, the receipt."""

from flask import Blueprint

evaluations = Blueprint("evaluations", __name__)
