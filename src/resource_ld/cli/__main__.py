"""`python -m resource_ld.cli`, for where scripts are not on the path."""

from resource_ld.cli import main

main()
