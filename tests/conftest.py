"""Settings for all tests: hypothesis measures no time, and draws the same examples on every run of CI."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "draftdiff",
    deadline=None,  # no test measures time
    derandomize=os.environ.get("CI") == "true",  # CI must not fail on one run and pass on the next
    suppress_health_check=[HealthCheck.too_slow],  # a busy machine is no failure
)
settings.load_profile("draftdiff")
