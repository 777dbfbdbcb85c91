"""Grade mathematics and code: read submissions, check them, run training in a sandbox, report."""

__version__ = "0.1.0"
