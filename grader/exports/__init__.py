"""Results in the formats of other systems: `EXPORTS[name]`. A further one is a file and a line here."""

from grader.exports import canvas, classroom50, gradescope, junit, moodle, table
from grader.exports.export import Document, Export

EXPORTS: dict[str, Export] = {
    "csv": Export(table.write),
    "canvas": Export(canvas.write, fills_a_file=True),
    "moodle": Export(moodle.write, fills_a_file=True),
    "gradescope": Export(gradescope.write, one_a_student=True),
    "classroom50": Export(classroom50.write, one_a_student=True),
    "junit": Export(junit.write),
}

__all__ = ["EXPORTS", "Document", "Export"]
