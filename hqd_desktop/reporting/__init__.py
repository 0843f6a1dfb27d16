"""The report on paper: results → blocks → PDF; it refuses to compute a score or to know a window."""
