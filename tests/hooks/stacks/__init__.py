"""Many TLS stacks in one JVM, and the server they speak with."""
