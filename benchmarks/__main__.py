"""`make bench`: every figure with its target. `--quick` leaves out the catalogue of 100,000 records."""

import sys
import tempfile
from pathlib import Path

from benchmarks import harvesting, publishing, querying, serving, validation
from benchmarks.generator import write_catalogue


def main() -> None:
    """Print the table as the figures come."""
    sizes = (1_000, 10_000, 100_000) if "--quick" not in sys.argv else (1_000, 10_000)
    with tempfile.TemporaryDirectory() as folder:
        config = write_catalogue(Path(folder) / "two-thousand", publishing.RECORDS)
        for figures in (
            publishing.description(config),
            publishing.dumps(config),
            serving.serving(),
            validation.core(config),
            validation.sparql(config),
            validation.again(config),
            validation.publishing(Path(folder), records=10_000 if len(sizes) > 2 else 1_000),
            validation.growth(Path(folder), sizes),
        ):
            for figure in figures:
                print(figure.line(), flush=True)
        for figure in publishing.growth(Path(folder), sizes):
            print(figure.line(), flush=True)
        largest = Path(folder) / str(sizes[-1]) / "site"
        for figure in (*querying.querying(largest), *harvesting.harvesting(largest)):
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
