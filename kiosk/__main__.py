"""Let `python -m kiosk` be the same as the command `kiosk`."""

from kiosk.cli import main

main()
