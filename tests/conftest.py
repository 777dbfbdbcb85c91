"""Hypothesis profiles: shared machines are slow at times, which is no finding. The inputs of `make test` are the same
each time; new ones are for `make fuzz`, which takes the larger profile.

And a state folder of the tests' own: a self-check remembers tries, and those of a test are nobody's.
"""

import os
import tempfile

from hypothesis import settings

STATE = tempfile.TemporaryDirectory(prefix="grader-tests-")
os.environ["XDG_STATE_HOME"] = STATE.name

settings.register_profile("grader", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=10_000)
settings.load_profile("grader")
