#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns a list of texts and their Chinese into a C++ source:
embed_chinese.py TEXTS.toml HEADER NAMESPACE::FUNCTION OUT.cpp

HEADER declares the function: std::string_view FUNCTION(std::string_view english) noexcept. In the
table 'formats' an entry is a text for fmt: both languages must have the same places for arguments.
"""
import pathlib
import re
import sys
import tomllib

sys.dont_write_bytecode = True
from embed_messages import CHINESE, literal  # noqa: E402

PLACE = re.compile(r"\{(\d*)(:[^{}]*)?\}")


def places_of(text):
    """The arguments that an fmt text takes: {number: format}; None when its braces are not in order."""
    bare = text.replace("{{", "").replace("}}", "")
    places = {}
    for count, (number, form) in enumerate(PLACE.findall(bare)):
        places[int(number) if number else count] = form
    return None if re.search("[{}]", PLACE.sub("", bare)) else places


def faults_of(texts, formats):
    """One line for each fault."""
    for english, chinese in (texts | formats).items():
        if not CHINESE.search(chinese) and not chinese.startswith(("text", "json")):
            if english in texts or not PLACE.search(chinese):
                yield f"no Chinese for '{english}'"
    for english, chinese in formats.items():
        if places_of(english) is None or places_of(english) != places_of(chinese):
            yield f"'{english}' and '{chinese}' differ in their places for arguments"


def source_of(origin, header, function, texts):
    space, _, name = function.rpartition("::")
    rows = "\n".join(f"    {{{literal(english)},\n     {literal(chinese)}}},"
                     for english, chinese in sorted(texts.items(), key=lambda pair: pair[0].encode()))
    return (
        f"// Made by tools/embed_chinese.py from {origin}; edit that file.\n"
        f'#include "{header}"\n\n#include "core/catalogue.hpp"\n\n#include <algorithm>\n#include <iterator>\n\n'
        f"namespace {space} {{\nnamespace {{\n\n"
        f"constexpr BiView texts[] = {{\n{rows}\n}};\n\n"
        "} // namespace\n\n"
        f"std::string_view {name}(std::string_view english) noexcept {{\n"
        "    const auto* const found = std::ranges::lower_bound(texts, english, {}, &BiView::en);\n"
        "    return found == std::end(texts) || found->en != english ? std::string_view{} : found->zh;\n}\n\n"
        f"}} // namespace {space}\n")


def main(arguments):
    if len(arguments) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    path = pathlib.Path(arguments[0])
    tables = tomllib.loads(path.read_text("utf-8"))
    texts, formats = tables.get("texts", {}) | tables.get("foreign", {}), tables.get("formats", {})
    faults = list(faults_of(texts, formats))
    for fault in faults:
        print(f"{path}: {fault}", file=sys.stderr)
    if faults:
        return 1
    pathlib.Path(arguments[3]).write_text(source_of(path.name, *arguments[1:3], texts | formats), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
