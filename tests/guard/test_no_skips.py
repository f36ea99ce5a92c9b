"""A test that does not run proves nothing, so a skipped one fails."""

import pytest

from tests.guard.source import ROOT

SKIPPED = """
    import pytest
    def test_left_out(): pytest.skip("not today")
    @pytest.mark.skip
    def test_marked(): pass
    @pytest.mark.xfail
    def test_expected_to_fail(): assert False
    def test_ordinary(): pass
"""


def test_the_guard_sees_a_skipped_test(pytester: pytest.Pytester):
    pytester.makeconftest((ROOT / "tests/conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(SKIPPED)
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=1, failed=2, errors=1)


def test_the_guard_sees_a_skipped_module(pytester: pytest.Pytester):
    pytester.makeconftest((ROOT / "tests/conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile('import pytest\npytest.importorskip("no_such_module")')
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(errors=1)
