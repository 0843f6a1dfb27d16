"""The report on paper: results become blocks, blocks become a PDF; it refuses to compute a score or to know a window."""
