#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which rules and verbs can give which code: code_origins.py SRC OUT.cpp

A code is used where it stands as a string of its own ("PP-0201"). A rule gives the codes of its
file and of the files of src/rules that it includes, and those of the geometry files that it
includes itself; a verb those of its command file and of the files of src/cli and src/report that
it includes. What is found while a layer is read or measured belongs to all verbs.
"""
import pathlib
import re
import sys

TOKEN = re.compile(r'R"([^(\s]*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*(?:.|\n)*?\*/')
CODE = re.compile(r'"PP-\d{4}"')
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
KIND = re.compile(r'\.kind = "([a-z_0-9]+)"')
VERB = re.compile(r'name\(\) const noexcept override\s*\{\s*return "([a-z-]+)";')
WRITERS = re.compile(r"io/(write_|out_|ogr_writer|vector_file|staged_|read_back)")
READING = re.compile(r"(io|layer|crs|geo|measure|overlay)/|report/reading\.")


def without_comments(text):
    return TOKEN.sub(lambda match: match[0] if match[0][0] in "\"'R" else " ", text)


class Sources:
    """The files below src/ by their name there, such as rules/near.cpp."""

    def __init__(self, root):
        paths = [p for p in sorted(root.rglob("*")) if p.suffix in (".cpp", ".hpp")]
        self.text = {p.relative_to(root).as_posix(): without_comments(p.read_text("utf-8")) for p in paths}
        self.codes = {name: {c.strip('"') for c in CODE.findall(text)} for name, text in self.text.items()}
        self.includes = {name: INCLUDE.findall(text) for name, text in self.text.items()}

    def implementers(self, header):
        """The sources X.cpp and X_….cpp, where they include it, of a header X.hpp."""
        stem = header.removesuffix(".hpp")
        return [name for name in self.text if name.endswith(".cpp") and header in self.includes[name]
                and (name == f"{stem}.cpp" or name.startswith(f"{stem}_"))]

    def reached(self, start, folders, leaves=()):
        """All files that `start` includes in `folders`, however far, and at one step in `leaves`."""
        seen, waiting = {start}, [start]
        while waiting:
            for header in self.includes[waiting.pop()]:
                folder = header.split("/")[0]
                if folder in leaves:
                    seen.update(self.implementers(header))
                if folder not in folders or header in seen or header not in self.text:
                    continue
                found = {header, *self.implementers(header)} - seen
                seen |= found
                waiting += found
        return seen

    def used_codes(self):
        return set().union(*self.codes.values())

    def codes_of(self, names):
        return set().union(*(self.codes[name] for name in names))

    def by_rule(self):
        """{kind: codes}"""
        return {kind: self.codes_of(self.reached(name, ("rules",), ("geo",)))
                for name, text in self.text.items() if name.startswith("rules/")
                for kind in KIND.findall(text)}

    def by_verb(self):
        """{verb: codes}, without what is found while reading."""
        verbs = {}
        for name, text in self.text.items():
            for verb in VERB.findall(text) if name.startswith("cli/command_") else ():
                reached = self.reached(name, ("cli", "report"))
                verbs[verb] = self.codes_of(n for n in reached if not READING.match(n))
        check = (n for n in self.text if n.startswith("review/") or WRITERS.match(n))
        verbs.setdefault("check", set()).update(self.codes_of(check))
        return verbs

    def of_reading(self):
        return self.codes_of(n for n in self.text if READING.match(n) and not WRITERS.match(n))


def origins_of(sources):
    """{code: (kinds of rules, verbs, found by any verb)} for every code that is used."""
    rules, verbs, reading = sources.by_rule(), sources.by_verb(), sources.of_reading()
    return {code: ([kind for kind in rules if code in rules[kind]],
                   [] if code in reading else [verb for verb in sorted(verbs) if code in verbs[verb]],
                   code in reading)
            for code in sorted(sources.used_codes())}


def source_of(origins):
    """The C++ source with the table."""
    rows = "\n".join(
        f'    {{"{code}", "{" ".join(rules)}", "{" ".join(verbs)}", {"true" if any_verb else "false"}}},'
        for code, (rules, verbs, any_verb) in origins.items())
    return (
        "// Made by tools/code_origins.py from the sources.\n"
        '#include "report/code_origins.hpp"\n\n#include <algorithm>\n#include <iterator>\n\n'
        "namespace parkplan::report {\nnamespace {\n\n"
        f"constexpr CodeOrigin origins[] = {{\n{rows}\n}};\n\n"
        "} // namespace\n\n"
        "CodeOrigin origin_of(std::string_view code) noexcept {\n"
        "    const auto* const found = std::ranges::find(origins, code, &CodeOrigin::code);\n"
        "    return found == std::end(origins) ? CodeOrigin{.code = code} : *found;\n}\n\n"
        "} // namespace parkplan::report\n")


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    text = source_of(origins_of(Sources(pathlib.Path(arguments[0]))))
    target = pathlib.Path(arguments[1])
    if not target.exists() or target.read_text("utf-8") != text:
        target.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
