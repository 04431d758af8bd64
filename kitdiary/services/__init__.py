"""What a person does with the diary: each write is one transaction and returns a `Change`. No Qt here."""
