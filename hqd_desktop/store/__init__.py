"""The database, and the only place that imports SQLAlchemy."""
