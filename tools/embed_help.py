#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns the Chinese of the help into a C++ source: embed_help.py help_zh.toml OUT.cpp"""
import pathlib
import sys
import tomllib

sys.dont_write_bytecode = True
from embed_messages import CHINESE, literal  # noqa: E402


def source_of(texts):
    rows = "\n".join(f"    {{{literal(english)},\n     {literal(chinese)}}},"
                     for english, chinese in sorted(texts.items(), key=lambda pair: pair[0].encode()))
    return (
        "// Made by tools/embed_help.py from src/cli/help_zh.toml; edit that file.\n"
        '#include "cli/help_words.hpp"\n\n#include "core/catalogue.hpp"\n\n#include <algorithm>\n#include <iterator>\n\n'
        "namespace parkplan::cli {\nnamespace {\n\n"
        f"constexpr BiView texts[] = {{\n{rows}\n}};\n\n"
        "} // namespace\n\n"
        "std::string_view in_chinese(std::string_view english) noexcept {\n"
        "    const auto* const found = std::ranges::lower_bound(texts, english, {}, &BiView::en);\n"
        "    return found == std::end(texts) || found->en != english ? std::string_view{} : found->zh;\n}\n\n"
        "} // namespace parkplan::cli\n")


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    texts = tomllib.loads(pathlib.Path(arguments[0]).read_text("utf-8"))["texts"]
    faults = [english for english, chinese in texts.items() if not CHINESE.search(chinese) and
              not chinese.startswith(("text", "json"))]
    for english in faults:
        print(f"{arguments[0]}: no Chinese for '{english}'", file=sys.stderr)
    if faults:
        return 1
    pathlib.Path(arguments[1]).write_text(source_of(texts), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
