"""Figures: ratios within one run, equality of results checked first. `make bench` prints them."""
