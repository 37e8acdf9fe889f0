"""`python -m generator` is the same as `codegen`."""

from generator.cli import main

if __name__ == "__main__":
    main()
