"""Hold template A, the bidder's evaluation; its ids are locked so that years compare."""

from kiosk.questions.form import Item

TEMPLATE_A: tuple[Item, ...] = ()
