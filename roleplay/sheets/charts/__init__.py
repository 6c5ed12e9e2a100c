"""A chart's description, painted: with Plotly for a page, as SVG for a file."""
