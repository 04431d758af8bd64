"""What would have left the program: nothing is opened in a test."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Left:
    """The addresses and files other programs were asked to open, and what went onto the clipboard."""

    addresses: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    takes: bool = True
    """Whether some program takes it."""

    def open_address(self, address: str) -> bool:
        self.addresses.append(address)
        return self.takes

    def open_file(self, path: Path) -> bool:
        self.files.append(path)
        return self.takes

    @property
    def nothing(self) -> bool:
        return not (self.addresses or self.files or self.copied)
