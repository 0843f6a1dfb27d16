"""公立医院高质量发展自评: yearly self-assessment of a public hospital, offline, in a window or without one."""

__version__ = "0.1.0"
