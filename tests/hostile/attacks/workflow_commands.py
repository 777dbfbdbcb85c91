# outcome: harmless
"""Prints lines that a CI runner would obey."""


def attack(target):
    print("::notice::all is well")
    print("  ::set-output name=score::100")
    print("text ##[error]oops ##vso[task.setvariable variable=x]y")
    return True
