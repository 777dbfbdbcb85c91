"""`python -m grader`: the same program as the console script.

`python -m` puts the working folder in front of the module path, where a student's `reference.py` or `torch.py` would
shadow ours; it is taken out again unless this package itself was found there (a checkout).
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    if not sys.flags.safe_path and Path(__file__).resolve().parent.parent != Path.cwd() == Path(sys.path[0]).resolve():
        del sys.path[0]

    from grader.cli import main

    main(prog_name="grader")
