"""Plain data → pictures as SVG text; no library, the same bytes for the same data."""
