"""The rules of PRODUCT §2 for each kind of step; put together by `kitdiary.domain.plan`."""
