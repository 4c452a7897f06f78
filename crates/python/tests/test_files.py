"""Files of other programs, pictures, comparisons."""

from __future__ import annotations

import pathlib

import pytest

import glidepath as g


def test_read_a_model_of_keras(root: pathlib.Path) -> None:
    imported = g.read(root / "tests/data/keras/keras3_model_CosineDecay_warmup.keras")
    assert imported.schedule == g.CosineDecay(0.0, 1000, 0.05, "warm", 0.1, 100)
    assert imported.groups == [imported.schedule]
    assert imported.step == 2 and imported.total_steps is None and imported.step_unit == "update"
    assert imported.source == "a Keras archive" and imported.optimizer == "SGD"
    assert imported.path == "compile_config.optimizer.config.learning_rate"
    assert imported.notes == []
    assert repr(imported).startswith("<glidepath.Imported from a Keras archive: CosineDecay(")
    assert g.read_bytes((root / "tests/data/keras/keras3_model_CosineDecay_warmup.keras").read_bytes()).step == 2


def test_read_a_checkpoint_of_pytorch_and_one_of_the_trainer(root: pathlib.Path) -> None:
    imported = g.read(str(root / "tests/data/torch/StepLR.pt"))
    assert imported.step == 7
    assert isinstance(imported.schedule, g.Schedule)
    trainer = g.read(root / "tests/data/transformers/checkpoint-15")
    assert trainer.step == 15 and trainer.total_steps is not None


def test_notes() -> None:
    text = b'{"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 9, "warmup_steps": 3}}'
    (note,) = g.read_bytes(text).notes
    assert note.rule == "warmup-without-target"
    assert str(note).endswith(note.text)


def test_units() -> None:
    value = {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": "2ep"}}
    assert g.from_dict(value, steps_per_epoch=50) == g.CosineDecay(0.1, 100)
    value["config"]["decay_steps"] = "0.5dur"
    assert g.from_dict(value, total_steps=400) == g.CosineDecay(0.1, 200)
    value["config"]["decay_steps"] = "50%"
    with pytest.raises(g.GlidepathError, match="a share of the run is written as"):
        g.from_dict(value, total_steps=400)


@pytest.mark.parametrize("target", [name for name, _ in g.targets()])
def test_every_target(target: str) -> None:
    schedule = g.CosineDecay(0.1, 1000).with_warmup(100)
    if target == "deepspeed":
        with pytest.raises(g.GlidepathError, match="cannot be written for DeepSpeed"):
            schedule.to(target)
        return
    written = schedule.to(target)
    assert written.target == target and str(written) == written.text and written.text
    assert (written.value is None) == (target in ("torch-python", "optax", "rust", "yaml", "toml"))
    if target == "glidepath":
        assert written.value == schedule.to_dict()
    if target not in ("torch-python", "optax", "rust", "torch"):
        again = g.read_bytes(written.text.encode(), total_steps=1100).schedule
        assert again[0:1100].tolist() == pytest.approx(schedule[0:1100].tolist(), rel=1e-12, abs=1e-18)


def test_a_step_on_the_way() -> None:
    schedule = g.ExponentialDecay(0.1, 100, 0.5)
    assert schedule.to("glidepath", step=40).value == {"schedule": schedule.to_dict(), "step": 40}
    assert g.read_bytes(schedule.to("yaml", step=40).text.encode()).step == 40
    with pytest.raises(g.GlidepathError, match="the step 40 has no place in this form"):
        schedule.to("keras3", step=40)


def test_pictures(tmp_path: pathlib.Path) -> None:
    cosine = g.CosineDecay(0.1, 1000)
    plot = g.plot({"cosine": cosine, "half <&>": cosine * 0.5}, log=True, title="Two")
    plot.save(tmp_path / "lr.svg")
    plot.save(str(tmp_path / "lr.png"))
    svg = (tmp_path / "lr.svg").read_text()
    assert svg == plot.svg() and svg.startswith("<svg") and "half &lt;&amp;&gt;" in svg and "Two" in svg
    assert (tmp_path / "lr.png").read_bytes() == plot.png() and plot.png().startswith(b"\x89PNG")
    assert "cosine" in str(plot) and plot._repr_html_().startswith("<svg")
    assert repr(g.plot([cosine, g.Constant(0.1, name="flat")], 50)) == (
        "<glidepath.Plot of CosineDecay, flat from step 0 to 50>"
    )
    html = cosine._repr_html_()
    assert html.startswith("<div><code>CosineDecay(initial_learning_rate=0.1, decay_steps=1000)</code>")
    assert "currentColor" in html
    assert "&lt;script&gt;" in g.Constant(0.1, name="<script>")._repr_html_()
    assert "<script>" not in g.Constant(0.1, name="<script>")._repr_html_()


def test_diff() -> None:
    cosine = g.CosineDecay(0.1, 1000)
    same = g.diff(cosine, g.CosineDecay(0.1, 1000, name="other"))
    assert not same and same.proven == "equal parameters" and same.largest_absolute is None
    other = g.diff(cosine, cosine.clamped(0.01), steps=range(0, 1001, 10))
    assert other and other.compared == 101 and other.largest_absolute == (1000, 0.01, 0.0, 0.01)
    assert other.largest_relative == (1000, 1.0, 0.0, 0.01)
    assert not g.diff(cosine, cosine * 1.001, rtol=0.01)
    assert g.diff(cosine.then(2000, 0.5), cosine)
