"""What the pages show, as Qt models and plain data; they refuse to know a widget or a database."""
