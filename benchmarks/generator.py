"""A seeded generator of catalogues that look like the example: titles and descriptions of its words, its columns."""

import csv
import random
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "capacity-building.csv"
COUNTRIES = (
    "Poland",
    "Kenya",
    "Czech Republic",
    "Portugal",
    "Slovak Republic",
    "Viet Nam",
    "Ivory Coast",
    "Peru",
    "Jordan",
    "Fiji",
)
REGIONS = ("Worldwide", "European Economic Area", "Eastern Africa", "South America", "Western Asia")
CATEGORIES = ("", "", "Research", "Child protection", "Technology")


def write_catalogue(folder: Path, records: int, *, seed: int = 20260105) -> Path:
    """Write a catalogue of so many records with its configuration and return the configuration."""
    chance = random.Random(seed)
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        words = " ".join(row["Description"] for row in csv.DictReader(file)).split()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "catalogue.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Title", "Description", "Country", "Region", "Year", "Category"])
        for number in range(records):
            start = chance.randrange(len(words) - 160)
            title = " ".join(chance.sample(words, 8)).capitalize() + f" {number}"
            description = " ".join(words[start : start + chance.randrange(60, 160)])
            countries = "\n".join(chance.sample(COUNTRIES, chance.randrange(1, 4)))
            rows.writerow(
                [
                    title,
                    description,
                    countries,
                    chance.choice(REGIONS),
                    chance.randrange(1990, 2026),
                    chance.choice(CATEGORIES),
                ]
            )
    config = (
        EXAMPLE.with_name("resource-ld.toml")
        .read_text(encoding="utf-8")
        .replace("capacity-building.csv", "catalogue.csv")
    )
    (folder / "resource-ld.toml").write_text(config, encoding="utf-8")
    return folder / "resource-ld.toml"
