import json
from pathlib import Path


def test_doctor_says_what_was_observed(grader, tmp_path: Path, monkeypatch):
    monkeypatch.delenv("MNIST_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    found = json.loads(grader("doctor", "--json").stdout)
    assert found["isolation"]["level"] in ("L0", "L1", "L2", "L3")
    assert found["data"]["source"] == "drawn"
    assert any("MNIST_DIR" in line for line in found["advice"])
    assert found["devices"][0].startswith("cpu")
    text = grader("doctor").stdout
    assert f"isolation   {found['isolation']['level']}" in text
    assert "drawn digits" in text
