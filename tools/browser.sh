#!/bin/sh
# Prints the path of the browser that the tests and the screenshots use; says nothing and fails when there is none.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && exit 0
done
exit 1
