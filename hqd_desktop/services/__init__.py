"""What a user can do, as functions that talk to ports; no Qt, no SQL, no files."""
