#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns text files into a C++ source: embed_texts.py FILE… HEADER FUNCTION OUT.cpp

HEADER declares `std::span<const EmbeddedText> FUNCTION() noexcept;` (FUNCTION with its
namespaces). Each text is known by its file's name without the ending.
"""

import pathlib
import sys


def literal(text):
    """`text` as C++ string literals in UTF-8, a line each."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = [f'"{line}\\n"' for line in escaped.split("\n")]
    if text.endswith("\n"):
        lines.pop()
    else:
        lines[-1] = lines[-1].removesuffix('\\n"') + '"'
    return "\n     ".join(lines) if lines else '""'


def source_of(texts, header, function):
    """The C++ source with the function; `texts` are pairs of name and text."""
    namespace, _, name = function.rpartition("::")
    rows = "\n".join(f"    {{{literal(key)},\n     {literal(text)}}}," for key, text in texts)
    return (
        "// Made by tools/embed_texts.py; edit the files that it embeds.\n"
        f'#include "{header}"\n\n'
        f"namespace {namespace} {{\nnamespace {{\n\n"
        f"constexpr EmbeddedText texts[] = {{\n{rows}\n}};\n\n"
        "} // namespace\n\n"
        f"std::span<const EmbeddedText> {name}() noexcept {{\n    return texts;\n}}\n\n"
        f"}} // namespace {namespace}\n")


def main(arguments):
    if len(arguments) < 4:
        print("usage: embed_texts.py FILE… HEADER FUNCTION OUT.cpp", file=sys.stderr)
        return 2
    *files, header, function, target = arguments
    texts = []
    for file in files:
        try:
            text = pathlib.Path(file).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            print(f"{file}: {error}", file=sys.stderr)
            return 1
        if "\r" in text or "\0" in text:
            print(f"{file}: holds a carriage return or a null byte", file=sys.stderr)
            return 1
        texts.append((pathlib.Path(file).stem, text))
    with open(target, "w", encoding="utf-8", newline="\n") as out:
        out.write(source_of(sorted(texts), header, function))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
