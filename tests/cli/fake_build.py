"""A fake of the workflow `build`, for tests of the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.core.diagnostics import Diagnostic
from generator.frontend.coverage import Coverage, Tally
from generator.output import WriteReport
from generator.source.load import Source
from generator.workflows.build import STAGES, BuildRequest, BuildResult
from generator.workflows.build_summary import BuildSummary


@dataclass
class FakeBuild:
    """Replaces `build`: records the requests, and returns or raises the outcome."""

    outcome: BuildResult | BaseException
    requests: list[BuildRequest] = field(default_factory=list)

    def __call__(
        self, request: BuildRequest, progress: Callable[[str], None]
    ) -> BuildResult:
        self.requests.append(request)
        for stage in STAGES:
            progress(stage)
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


def build_result(*warnings: Diagnostic) -> BuildResult:
    """The result of a build that wrote two files."""
    text = '{\n "a": 1}'
    return BuildResult(
        source=Source("api.json", text, {"a": 1}, "", "json"),
        written=WriteReport(("a.py", "b.py"), ("c.py",), (), ()),
        summary=BuildSummary(Coverage(Tally(3, 3, 3), Tally(7, 7, 7)), warnings),
    )
