"""`python -m hqd_desktop`: UTF-8 console, then bootstrap decides between window and command line."""

import sys


def main() -> int:
    """The exit code: 0 done, 2 bad input, 1 our fault."""
    if getattr(sys, "frozen", False):  # the program's own file is what draws a preview in another process
        import multiprocessing

        multiprocessing.freeze_support()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from hqd_desktop.bootstrap import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
