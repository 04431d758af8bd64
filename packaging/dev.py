"""Sets KitDiary up and runs or tests it, from a checkout, with nothing but Python.

python3 packaging/dev.py run     opens the demo diary
python3 packaging/dev.py test    linters, types and the whole test suite

Everything is installed into .venv inside the checkout; delete that folder to start afresh.
"""

# This file keeps to syntax that Python 3.5 can read, so that an old Python is answered with a sentence.
import sys

OLDEST = (3, 11)


def refuse_old_python() -> None:
    """Ends with a sentence where the running Python is too old for the rest of the set-up."""
    if sys.version_info < OLDEST:
        sys.exit(
            "KitDiary needs Python {}.{} or newer, this is Python {}.{} ({}): "
            "start this script with a newer one.".format(*OLDEST, *sys.version_info[:2], sys.executable)
        )


if __name__ == "__main__":
    refuse_old_python()
    import devcommands

    sys.exit(devcommands.main(sys.argv[1:]))
