"""Memory and threads of a running process."""
