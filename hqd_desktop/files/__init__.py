"""Workbooks, packs and settings on disk, and the only place that imports openpyxl."""
