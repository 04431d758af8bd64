"""The demo diary: invented people, two years of touches, made relative to today and the same each time."""

from kitdiary.services.demo.make import make_demo
from kitdiary.services.demo.records import DemoDiary
from kitdiary.services.demo.write import write_demo

__all__ = ["DemoDiary", "make_demo", "write_demo"]
