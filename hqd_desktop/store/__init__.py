"""The database, and the only place that imports SQLAlchemy; `open.open_store` is its door."""
