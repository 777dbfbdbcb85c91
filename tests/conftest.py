"""Hypothesis profiles: shared machines are slow at times, which is no finding; `make fuzz` takes the larger one."""

from hypothesis import settings

settings.register_profile("grader", deadline=None)
settings.register_profile("fuzz", deadline=None, max_examples=10_000)
settings.load_profile("grader")
