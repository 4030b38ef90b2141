"""Run the command line as `python -m habeas`."""

from habeas.cli import main

if __name__ == "__main__":
    main()
