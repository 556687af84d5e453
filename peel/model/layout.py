"""Which files a data folder holds: the kind of each, where it lies and what is in it.

The only list: loading, documentation, schemas and tests follow it.
"""

from __future__ import annotations

from dataclasses import dataclass

from peel.model.fields import Part
from peel.model.findings import ForceRound, NationalRound
from peel.model.grades import CheckedQuotation, Force, Gap, GradeRow
from peel.model.rounds import Framework, Topic
from peel.model.sources import SourceFile
from peel.model.threads import ThreadFile
from peel.model.wording import CorrectionFile, GlossaryFile, MethodFile, ThemeFile


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of data file. In its path FORCE and ROUND stand for the ids of either."""

    name: str
    path: str
    model: type[Part]
    """What a YAML file holds, or a row of a CSV file."""

    @property
    def is_table(self) -> bool:
        """Whether it is CSV, a row a thing; else it is YAML."""
        return self.path.endswith(".csv")

    @property
    def of_a_force(self) -> bool:
        """Whether each force has such files of its own."""
        return "FORCE" in self.path

    @property
    def is_single(self) -> bool:
        """Whether there is exactly one such file, which must be there."""
        return self.path == self.path.lower()

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    def file(self, *, force: str = "", round_id: str = "") -> str:
        """The path of one such file."""
        return self.path.replace("FORCE", force).replace("ROUND", round_id)


FINDINGS = FileKind("findings", "findings/FORCE/ROUND.yaml", ForceRound)
SOURCES = FileKind("sources", "sources.yaml", SourceFile)
THEMES = FileKind("themes", "themes.yaml", ThemeFile)
FRAMEWORKS = FileKind("frameworks", "frameworks/ROUND.yaml", Framework)
NATIONAL = FileKind("national", "national/ROUND.yaml", NationalRound)
GLOSSARY = FileKind("glossary", "glossary.yaml", GlossaryFile)
METHOD = FileKind("method", "method.yaml", MethodFile)
CORRECTIONS = FileKind("corrections", "corrections.yaml", CorrectionFile)
THREADS = FileKind("threads", "threads/FORCE.yaml", ThreadFile)
FORCES = FileKind("forces", "forces.csv", Force)
TOPICS = FileKind("topics", "topics.csv", Topic)
CHECKED = FileKind("checked", "checked.csv", CheckedQuotation)
GRADES = FileKind("grades", "grades.csv", GradeRow)
GAPS = FileKind("gaps", "gaps.csv", Gap)

KINDS = (
    FINDINGS,
    SOURCES,
    THEMES,
    FRAMEWORKS,
    NATIONAL,
    GLOSSARY,
    METHOD,
    CORRECTIONS,
    THREADS,
    FORCES,
    TOPICS,
    CHECKED,
    GRADES,
    GAPS,
)
