"""In and out: address books of other programs, and the files a rep hands on (PRODUCT §5)."""
