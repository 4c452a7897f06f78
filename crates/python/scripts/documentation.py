"""Takes the documentation of each class from its Rust source into `_documentation.py`.

It is the text between `///` above the type, up to the picture: what the class does, its formula and its units.
`python scripts/documentation.py` writes the file; a test compares it with the sources.
"""

import pathlib
import re
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[3]
SOURCES = ROOT / "crates/schedules/src"
TARGET = pathlib.Path(__file__).resolve().parents[1] / "python/glidepath/_documentation.py"

HEAD = '"""What the classes do. Written by `scripts/documentation.py`."""\n\nDOCUMENTATION = {\n'

# Links of rustdoc, of which the text stays.
LINK = re.compile(r"\[(`[^`\]]+`)\](?:\([^)]*\))?|(?<!\w)\[([^\]`]+)\]\([^)]*\)")


def documentation(class_name: str) -> str:
    """The documentation of a class, in Markdown without links."""
    for source in sorted(SOURCES.rglob("*.rs")):
        lines = source.read_text(encoding="utf-8").splitlines()
        head = next((i for i, line in enumerate(lines) if re.match(rf"pub struct {class_name}\b", line)), None)
        if head is None:
            continue
        comment: list[str] = []
        for line in reversed(lines[:head]):
            if not line.startswith(("///", "#[", "#![")) and not (line.startswith((" ", ")]"))):
                break
            comment.append(line)
        comment.reverse()
        text: list[str] = []
        for line in comment:
            if line.startswith("#[doc = include_str!"):
                break
            if line.startswith("/// #"):
                break
            if line.startswith("///"):
                text.append(line[3:].removeprefix(" "))
        return python_words("\n".join(text).strip())
    raise LookupError(f"no source has `pub struct {class_name}`")


def python_words(text: str) -> str:
    """The same for readers of Python: without the links of rustdoc, and with Python's names."""
    text = LINK.sub(lambda link: link[1] or link[2], text)
    text = re.sub(r"```text\n(.*?)```", lambda block: textwrap.indent(block[1].rstrip("\n"), "    "), text, flags=re.S)
    return text.replace("f64::MAX", "sys.float_info.max").replace("u64::MAX", "2**64 - 1")


def written(class_names: list[str]) -> str:
    """The module."""
    entries = [f"    {name!r}: {documentation(name)!r},\n" for name in class_names]
    return HEAD + "".join(entries) + "}\n"


if __name__ == "__main__":
    from glidepath import _glidepath

    TARGET.write_text(written(_glidepath.class_names()), encoding="utf-8")
