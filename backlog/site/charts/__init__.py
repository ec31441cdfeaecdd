"""Geometry of the charts: figures in, numbers for SVG attributes out. Templates draw."""
