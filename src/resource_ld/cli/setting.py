"""What every command starts from: the configuration and the data directory."""

from pathlib import Path

import click

from resource_ld.config import Settings, load


def settings_of(context: click.Context) -> Settings:
    """Read the configuration the command line names."""
    return load(Path(context.obj[0]))


def data_dir_of(context: click.Context) -> Path:
    """Return the data directory: `--data-dir`, else `.resource-ld` beside the configuration."""
    config, data_dir = context.obj
    return Path(data_dir) if data_dir else Path(config).resolve().parent / ".resource-ld"
