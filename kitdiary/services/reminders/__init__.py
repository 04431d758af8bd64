"""The heartbeat: what is due now and not yet announced, and the notifiers that say it (PRODUCT §3)."""
