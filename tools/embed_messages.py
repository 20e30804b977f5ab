#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns the message catalogue into a C++ source: embed_messages.py MESSAGES.toml OUT.cpp

Fails with one line per fault when a member is missing, a code comes twice, a level is unknown,
or the {names} of the English and the Chinese message differ.
"""

import re
import sys
import tomllib

LEVELS = ("info", "warning", "error")
TEXTS = ("title", "message", "why", "mend")
MEMBERS = ("code", "level") + tuple(f"{t}_{lang}" for t in TEXTS for lang in ("en", "zh"))
CODE = re.compile(r"PP-0[1-7][0-9]{2}")
NAME = re.compile(r"\{([^{}]*)\}")
CHINESE = re.compile(r"[\u3400-\u9fff]")


def names_of(text):
    """The {names} of a template, sorted, each once; None when the braces are not in order."""
    names = NAME.findall(text)
    rest = NAME.sub("", text)
    if "{" in rest or "}" in rest or any(not re.fullmatch(r"[a-z][a-z0-9_]*", n) for n in names):
        return None
    return sorted(set(names))


def faults_of_texts(label, entry):
    """Faults of one entry whose members are all there."""
    for member in MEMBERS[2:]:
        text = entry[member]
        if text != text.strip() or "\n" in text or not text:
            yield f"{label}: {member} must be one line without blanks around it"
        if member.endswith("_zh") and not CHINESE.search(text):
            yield f"{label}: {member} holds no Chinese"
        if not member.startswith("message") and ("{" in text or "}" in text):
            yield f"{label}: {member} holds a brace; only messages are templates"
        stops = text.endswith((".", "。"))
        if stops != member.startswith(("why", "mend")):
            yield f"{label}: {member} must {'not ' if stops else ''}end with a full stop"
    english, chinese = names_of(entry["message_en"]), names_of(entry["message_zh"])
    if english is None or chinese is None:
        yield f"{label}: braces must hold a name such as {{area_m2}}"
    elif english != chinese:
        yield f"{label}: names differ: message_en has {english}, message_zh has {chinese}"


def faults_of(entries):
    """One line for each fault of the catalogue."""
    seen = set()
    for number, entry in enumerate(entries, start=1):
        label = str(entry.get("code", f"entry {number}"))
        missing = [m for m in MEMBERS if not isinstance(entry.get(m), str)]
        unknown = [m for m in entry if m not in MEMBERS]
        if missing or unknown:
            if missing:
                yield f"{label}: missing {', '.join(missing)}"
            if unknown:
                yield f"{label}: unknown member {', '.join(unknown)}"
            continue
        if not CODE.fullmatch(entry["code"]):
            yield f"{label}: a code is PP- and four digits from 0100 to 0799"
        if entry["code"] in seen:
            yield f"{label}: the code comes twice"
        seen.add(entry["code"])
        if entry["level"] not in LEVELS:
            yield f"{label}: level '{entry['level']}' is not one of {', '.join(LEVELS)}"
        yield from faults_of_texts(label, entry)
    if not entries:
        yield "no [[entry]] in the file"


def literal(text):
    """`text` as a C++ string literal in UTF-8."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'


def source_of(entries):
    """The C++ source with the table."""
    rows = []
    for entry in sorted(entries, key=lambda e: e["code"]):
        pairs = ",\n     ".join(
            f"{{{literal(entry[t + '_en'])},\n      {literal(entry[t + '_zh'])}}}" for t in TEXTS)
        rows.append(f"    {{{literal(entry['code'])}, Level::{entry['level']},\n     {pairs}}},")
    table = "\n".join(rows)
    return (
        "// Made by tools/embed_messages.py from src/core/messages.toml; edit that file.\n"
        '#include "core/catalogue.hpp"\n\n'
        "namespace parkplan {\nnamespace {\n\n"
        f"constexpr CatalogueEntry entries[] = {{\n{table}\n}};\n\n"
        "} // namespace\n\n"
        "std::span<const CatalogueEntry> catalogue() noexcept {\n    return entries;\n}\n\n"
        "} // namespace parkplan\n")


def main(arguments):
    if len(arguments) != 2:
        print("usage: embed_messages.py MESSAGES.toml OUT.cpp", file=sys.stderr)
        return 2
    source, target = arguments
    try:
        with open(source, "rb") as file:
            document = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        print(f"{source}: {error}", file=sys.stderr)
        return 1
    entries = document.get("entry", [])
    faults = [f"unknown table '{name}'" for name in document if name != "entry"]
    faults += faults_of(entries)
    for fault in faults:
        print(f"{source}: {fault}", file=sys.stderr)
    if faults:
        return 1
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        file.write(source_of(entries))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
