"""The faultless project at the stage of building, for tests that change one thing in it."""

from __future__ import annotations

from pathlib import Path

FAULTLESS = (Path(__file__).parent / "faultless" / "项目.yaml").read_text(encoding="utf-8")


def at_stage(stage: str, *changes: tuple[str, str]) -> str:
    """The faultless project in ``stage``, with texts replaced; a text that is not there is an error."""
    text = FAULTLESS.replace("  阶段: 总结移交\n", f"  阶段: {stage}\n")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def contracted(*changes: tuple[str, str], guarantee: str = "") -> str:
    """The same, built by a firm that has a wage officer, with this section 工资保障."""
    section = f"\n工资保障: {{{guarantee}}}" if guarantee else ""
    return at_stage(
        "实施",
        ("建设方式: 村民自建", "建设方式: 施工承包"),
        ("参建各方: {", "参建各方: {劳资专管员: 景小燕, "),
        ("\n务工人员:", section + "\n务工人员:"),
        *changes,
    )
