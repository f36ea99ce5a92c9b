"""Hold the question kinds, answers, tallies, index and fingerprints that votes and forms share.

Everything here is pure: standard library only, no clock, no database, no request, and no display
text. Problems and labels are stable codes that the views translate.
"""
