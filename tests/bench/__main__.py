"""The benches, run by hand: ``python -m tests.bench [NAME …]``; without a name all of them.

Exits with 1 where a figure is over its bar, and with 2 for a name that is none.
"""

import sys

from tests.bench.run import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
