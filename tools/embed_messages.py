#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns the message catalogue into a C++ source: embed_messages.py MESSAGES.toml SAMPLES.toml OUT.cpp

Fails with one line per fault when a member is missing, a code comes twice, a level is unknown,
or the {names} of the English and the Chinese message differ. The samples fill the example of each
message; a name that has none stays in it as ‹name› (tools/check_codes.py names those).
"""

import re
import sys
import tomllib

LEVELS = ("info", "warning", "error")
TEXTS = ("title", "message", "why", "mend")
MEMBERS = ("code", "level") + tuple(f"{t}_{lang}" for t in TEXTS for lang in ("en", "zh"))
CODE = re.compile(r"PP-0[1-7][0-9]{2}")
NAME = re.compile(r"\{([^{}]*)\}")
ENDINGS = (("_m2", "1250.00"), ("_m", "0.350"))  # samples of names that have none of their own
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


def sample_of(name, language, code, samples):
    """The value that stands for {name} in the example of the code."""
    value = samples.get(code, {}).get(name, samples.get(name))
    if isinstance(value, dict):
        value = value[language]
    if value is None:
        value = next((text for ending, text in ENDINGS if name.endswith(ending)), f"‹{name}›")
    return value


def example_of(entry, language, samples):
    """The message as a run would print it, in "en" or "zh"."""
    return NAME.sub(lambda match: sample_of(match[1], language, entry["code"], samples),
                    entry[f"message_{language}"])


def faults_of_samples(samples):
    """One line for each sample that is neither a text nor one of each language."""
    for name, value in samples.items():
        if CODE.fullmatch(name):
            yield from (f"{name}: {fault}" for fault in faults_of_samples(value))
        elif not isinstance(value, str) and (
                not isinstance(value, dict) or value.keys() != {"en", "zh"}):
            yield f"{name}: a sample is a text or {{en, zh}}"


def literal(text):
    """`text` as a C++ string literal in UTF-8."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'


def source_of(entries, samples):
    """The C++ source with the table."""
    rows = []
    for entry in sorted(entries, key=lambda e: e["code"]):
        pairs = ",\n     ".join(
            f"{{{literal(entry[t + '_en'])},\n      {literal(entry[t + '_zh'])}}}" for t in TEXTS)
        example = ",\n      ".join(literal(example_of(entry, lang, samples)) for lang in ("en", "zh"))
        pairs += f",\n     {{{example}}}"
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


def read_toml(path):
    """(document, no fault), or (empty, what is wrong)."""
    try:
        with open(path, "rb") as file:
            return tomllib.load(file), []
    except (OSError, tomllib.TOMLDecodeError) as error:
        return {}, [f"{path}: {error}"]


def main(arguments):
    if len(arguments) != 3:
        print("usage: embed_messages.py MESSAGES.toml SAMPLES.toml OUT.cpp", file=sys.stderr)
        return 2
    source, sample_file, target = arguments
    document, faults = read_toml(source)
    entries = document.get("entry", [])
    if not faults:
        faults += [f"{source}: unknown table '{name}'" for name in document if name != "entry"]
        faults += [f"{source}: {fault}" for fault in faults_of(entries)]
    document, sample_faults = read_toml(sample_file)
    samples = document.get("samples", {})
    faults += sample_faults
    faults += [f"{sample_file}: unknown table '{name}'" for name in document if name != "samples"]
    faults += [f"{sample_file}: {fault}" for fault in faults_of_samples(samples)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        file.write(source_of(entries, samples))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
