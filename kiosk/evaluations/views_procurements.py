"""The procurement officer's pages: the list, one procurement, its states and its gate."""
