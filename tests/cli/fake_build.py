"""A build that does as it is told, for tests of what the command line makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.core.diagnostics import Diagnostic
from generator.frontend.coverage import Count
from generator.output import WriteReport
from generator.source.load import Source
from generator.workflows.build import STAGES, BuildReport, BuildRequest


@dataclass
class FakeBuild:
    """Stands in for `build`: notes the requests, and ends as `outcome` says."""

    outcome: BuildReport | BaseException
    requests: list[BuildRequest] = field(default_factory=list)

    def __call__(
        self, request: BuildRequest, progress: Callable[[str], None]
    ) -> BuildReport:
        self.requests.append(request)
        for stage in STAGES:
            progress(stage)
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


def report(*warnings: Diagnostic) -> BuildReport:
    text = '{\n "a": 1}'
    return BuildReport(
        source=Source("api.json", text, {"a": 1}, "", "json"),
        operations=Count(3, 3, 3),
        schemas=Count(7, 7, 7),
        written=WriteReport(("a.py", "b.py"), ("c.py",), (), ()),
        warnings=warnings,
    )
