import json
import subprocess


def case(**more: object) -> str:
    return json.dumps({"id": 1, "answer": "2*M", "reference": "M + M", "symbols": ["M"], **more}) + "\n"


def test_one_line_in_is_one_line_out_in_the_same_order(grader):
    lines = [case(id=i, answer="M*2" if i % 2 else "M") for i in range(20)]
    result = grader("compare", input="".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [answer["id"] for answer in answers] == list(range(20))
    assert [answer["verdict"] for answer in answers] == ["reject", "accept"] * 10
    assert set(answers[0]) == {"id", "verdict", "read_as", "diagnosis", "message", "seconds"}


def test_a_bad_line_is_answered_and_does_not_end_the_run(grader):
    bad = [b"not json\n", b"\xff\xfe\n", b"[1]\n", b'{"id": 5}\n', b"{" * 5000 + b"\n", b'{"id": 6, "answer": 3}\n']
    result = grader("compare", input=b"".join([*bad, case(id=7).encode()]))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert len(answers) == len(bad) + 1
    assert [answer["id"] for answer in answers[:3]] == [None, None, None]
    assert all(answer["verdict"] == "invalid" and answer["message"] for answer in answers[:-1])
    assert (answers[-1]["id"], answers[-1]["verdict"]) == (7, "accept")


def test_each_verdict_is_written_before_the_next_case_is_read(process):
    running: subprocess.Popen[str] = process("compare")
    for i in range(3):
        running.stdin.write(case(id=i))
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["id"] == i
    running.stdin.close()
    assert running.wait(timeout=20) == 0


def test_no_case_is_no_verdict_and_exit_0(grader):
    result = grader("compare", input="\n\n")
    assert (result.exit_code, result.stdout) == (0, "")
