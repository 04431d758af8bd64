"""The command line (PRODUCT §5), thin over services: arguments, the call, and the words printed."""
