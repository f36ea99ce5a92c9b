"""Disposal: decisions, what would go, purging, the protocol."""

from flask import Blueprint

retention = Blueprint("retention", __name__)
