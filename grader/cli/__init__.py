"""The command `grader`: parses options, calls one function, prints, chooses the exit code. One file a command."""

from grader.cli.program import Program

#: Command name -> (module that holds a click command `command`, line for `grader --help`). Read without importing.
COMMANDS = {
    "demo": ("grader.cli.demo", "Make a small class of submissions and grade it, end to end."),
    "start": ("grader.cli.start", "Write the answer file and code stubs of an assignment."),
    "check": ("grader.cli.check", "Check your own answers: verdicts and hints."),
    "grade": ("grader.cli.grade", "Grade one submission: report.html and results.json."),
    "batch": ("grader.cli.batch", "Grade a folder of submissions; goes on where it was stopped."),
    "export": ("grader.cli.export", "Write results for a spreadsheet, a gradebook or a CI system."),
    "compare": ("grader.cli.compare", "Compare formulas: JSON Lines in, JSON Lines out."),
    "doctor": ("grader.cli.doctor", "Say what this machine gives: isolation, data, devices."),
}

main = Program(COMMANDS)
