#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails when errors and hints of the sources and their Chinese differ: check_errors.py [SRC]

Both ways: every text that a source gives to told() or fail() has its Chinese in core/errors_zh.toml,
table 'formats', but those of internal errors; and every text there, and in the table 'texts', stands
in a source. The table 'foreign' holds what other libraries say. An Error is never made of a text that
nobody can look up.
"""
import pathlib
import re
import sys
import tomllib

sys.dont_write_bytecode = True
import embed_chinese  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[1]
STRING = re.compile(r'R"(?P<mark>\w*)\((?P<raw>.*?)\)(?P=mark)"|"(?P<plain>(?:[^"\\\n]|\\.)*)"', re.S)
CHARACTER = re.compile(r"'(?:[^'\\\n]|\\.)+'")
COMMENT = re.compile(r"//[^\n]*")
TOKEN = re.compile("|".join((STRING.pattern, CHARACTER.pattern, COMMENT.pattern, r"\s+", r"\w+", r".")), re.S)
ESCAPE = re.compile(r"\\(.)", re.S)
ESCAPES = {"n": "\n", "t": "\t"}


class Text(str):
    """The value of a string literal, or of several side by side."""


def tokens_of(source):
    """Words, marks and texts of a C++ source; neighbouring texts are one."""
    tokens = []
    for match in TOKEN.finditer(source):
        token = match.group()
        if token.isspace() or token.startswith("//"):
            continue
        if match["raw"] is not None:
            token = Text(match["raw"])
        elif match["plain"] is not None:
            token = Text(ESCAPE.sub(lambda escape: ESCAPES.get(escape[1], escape[1]), match["plain"]))
        if isinstance(token, Text) and tokens and isinstance(tokens[-1], Text):
            tokens[-1] = Text(tokens[-1] + token)
        else:
            tokens.append(token)
    return tokens


def arguments_at(tokens, start):
    """The arguments behind an opening bracket, as lists of tokens."""
    arguments, depth = [[]], 0
    for token in tokens[start:]:
        if isinstance(token, Text):
            arguments[-1].append(token)
            continue
        depth += (token in "([{") - (token in ")]}")
        if depth < 0:
            break
        if token == "," and depth == 0:
            arguments.append([])
        else:
            arguments[-1].append(token)
    return arguments


def is_text(argument):
    return len(argument) == 1 and isinstance(argument[0], Text)


def said_in(tokens):
    """(text, None) for each text that is told, (None, fault) for each that cannot be looked up."""
    for at, token in enumerate(tokens[:-1]):
        if isinstance(token, Text) or tokens[at + 1] not in ("(", "{"):
            continue
        if token == "told" and tokens[at + 1] == "(":
            first = arguments_at(tokens, at + 2)[0]
            if is_text(first):
                yield first[0], None
        elif token in ("fail", "Error") and "".join(tokens[at + 2:at + 5]) == "ErrorKind::":
            kind, message, *_ = arguments_at(tokens, at + 2) + [[]]
            if kind[-1] == "internal":
                continue
            if token == "fail" and is_text(message):
                yield message[0], None
            elif token == "Error" and (is_text(message) or message[:4] == ["fmt", ":", ":", "format"]):
                yield None, f"an Error is made of {''.join(message)[:60]!r}, not of told(…)"


def faults(source):
    """One line for each."""
    tables = tomllib.loads((source / "core/errors_zh.toml").read_text("utf-8"))
    formats, texts = tables["formats"], tables.get("texts", {})
    literals, said = set(), set()
    for path in sorted([*source.rglob("*.cpp"), *source.rglob("*.hpp")]):
        tokens = tokens_of(path.read_text("utf-8"))
        literals.update(token for token in tokens if isinstance(token, Text))
        for text, fault in said_in(tokens):
            if fault:
                yield f"{path.relative_to(source)}: {fault}"
            elif text not in formats and text not in said:
                yield f"{path.relative_to(source)}: no Chinese in core/errors_zh.toml for {text!r}"
            said.add(text)
    yield from (f"core/errors_zh.toml: nobody says {text!r}" for text in formats if text not in said)
    yield from (f"core/errors_zh.toml: no source has {text!r}" for text in texts if text not in literals)
    yield from (f"core/errors_zh.toml: {fault}"
                for fault in embed_chinese.faults_of(texts | tables.get("foreign", {}), formats))


def main(arguments):
    found = list(faults(pathlib.Path(arguments[0]) if arguments else ROOT / "src"))
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
