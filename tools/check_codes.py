#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails when the codes of the sources and those of the catalogue differ: check_codes.py [SRC]

Both ways: every code that stands in a source as a string ("PP-0201") is described in
core/messages.toml, and every described one is used. Each has its texts in both languages, each name
in a message a value in core/samples.toml for the example, and some rule or verb gives it.
"""
import pathlib
import sys
import tomllib

sys.dont_write_bytecode = True
import code_origins  # noqa: E402
import embed_messages  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[1]


def sample_faults(entries, samples):
    names = {}
    for entry in entries:
        names[entry["code"]] = embed_messages.names_of(entry["message_en"]) or []
        for name in names[entry["code"]]:
            if "‹" in embed_messages.sample_of(name, "en", entry["code"], samples):
                yield f"{entry['code']}: {{{name}}} has no value in core/samples.toml"
    everywhere = set().union(*names.values()) if names else set()
    for name, value in samples.items():
        if name not in everywhere and name not in names:
            yield f"core/samples.toml: no message has a {{{name}}}"
        elif name in names:
            yield from (f"core/samples.toml: the message of {name} has no {{{inner}}}"
                        for inner in value if inner not in names[name])


def faults(source):
    """One line for each."""
    entries = tomllib.loads((source / "core/messages.toml").read_text("utf-8")).get("entry", [])
    broken = list(embed_messages.faults_of(entries))
    if broken:
        yield from broken
        return
    described = {entry["code"] for entry in entries}
    sources = code_origins.Sources(source)
    for name, codes in sources.codes.items():
        yield from (f"{name}: {code} is not described in core/messages.toml"
                    for code in sorted(codes - described))
    yield from (f"core/messages.toml: {code} is used in no source"
                for code in sorted(described - sources.used_codes()))
    for code, (rules, verbs, any_verb) in code_origins.origins_of(sources).items():
        if not rules and not verbs and not any_verb:
            yield (f"{code}: tools/code_origins.py finds no rule and no verb that gives it; does the file "
                   "of the rule include the header of the file that names the code?")
    samples = tomllib.loads((source / "core/samples.toml").read_text("utf-8")).get("samples", {})
    yield from sample_faults(entries, samples)


def main(arguments):
    found = list(faults(pathlib.Path(arguments[0]) if arguments else ROOT / "src"))
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
