"""What the municipality does about what it heard: the public list, and keeping it."""

from flask import Blueprint

actions = Blueprint("actions", __name__)
