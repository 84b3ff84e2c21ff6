"""Measures everything and keeps the tables in bench/results/tables.md."""

from bench import book
from bench import decisions
from bench import journal
from bench import pages
from bench import processes
from bench import registrations
from bench.instances import WORK

TASKS = (pages, registrations, decisions, processes, journal, book)


def main() -> None:
    """Run all tasks, one after the other."""
    tables = [task.main([]) for task in TASKS]
    (WORK / "tables.md").write_text("\n\n".join(tables) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
