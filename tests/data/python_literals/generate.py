"""Writes reprs.json: values, and what Python's `repr` makes of them; and refused.json: what is no literal, or is one
that is not read.

python3.11 generate.py
"""

import ast
import json
import math
import pathlib
import random

random.seed(11)
CHARACTERS = "abz09_ '\"\\\n\r\t\0\x07\x7f\x80\xa0\xe9\u0100\u2028\ufeff\U0001f600{}[](),:#/"


def text():
    return "".join(random.choice(CHARACTERS) for _ in range(random.randrange(9)))


def number():
    kind = random.randrange(4)
    if kind == 0:
        return random.randint(-(2**63), 2**64 - 1)
    if kind == 1:
        return random.randint(-9, 9)
    if kind == 2:
        return random.choice([math.nan, math.inf, -math.inf, -0.0, 1e-05, 5e-324, 1.7976931348623157e308, 1e16, 2e-05])
    return random.uniform(-1, 1) * 10.0 ** random.randint(-300, 300)


def value(depth):
    kind = random.randrange(9 if depth else 5)
    if kind < 2:
        return number()
    if kind == 2:
        return random.choice([None, True, False])
    if kind < 5:
        return text()
    if kind < 7:
        return {text(): value(depth - 1) for _ in range(random.randrange(5))}
    elements = [value(depth - 1) for _ in range(random.randrange(5))]
    return elements if kind == 7 else tuple(elements)


config = {
    "name": "AdamWeightDecay",
    "learning_rate": {
        "class_name": "WarmUp",
        "config": {
            "initial_learning_rate": 2e-05,
            "decay_schedule_fn": {
                "class_name": "PolynomialDecay",
                "config": {
                    "initial_learning_rate": 2e-05,
                    "decay_steps": 17430,
                    "end_learning_rate": 0.0,
                    "power": 1.0,
                    "cycle": False,
                    "name": None,
                },
                "__passive_serialization__": True,
            },
            "warmup_steps": 1000,
            "power": 1.0,
            "name": None,
        },
    },
    "decay": 0.0,
    "beta_1": 0.9,
    "epsilon": 1e-08,
    "amsgrad": False,
    "weight_decay_rate": 0.01,
}

REFUSED = [
    "", " ", "nan.x", "None()", "dict(a=1)", "{'a': float('nan')}", "set()", "frozenset({1})", "np.float32(0.1)",
    "array([1.0])", "<function f at 0x7f>", "<tf.Variable 'x:0'>", "x", "true", "null", "NaN", "Infinity", "none", "1 + 2",
    "1 + 2j", "2j", "-1j", "1 - 1", "2 * 3", "not 1", "~1", "--1", "-True", "-'a'", "- ", "'a' 'b'", "'a' + 'b'", "'a' % 1",
    "f'a'", "fr'a'", "ur'a'", "x'a'", "'a", "'a\nb'", '"a\'', "'''a''", "b'\\xff'", "b'é'", "'\\x4'", "'\\xg0'", "'\\u12'",
    "'\\U0011ffff'", "'\\ud800'", "'\\N{DASH}'", "'\\", "01", "1__0", "1_", "_1", "0x", "0xg", "0b2", "0o8", "1e", "1.2.3", "1x",
    "1e+", "0_x1", ".", "1 2", "[1 2]", "[1,,2]", "[,]", "(,)", "{,}", "[1", "[1)", "{1: 2", "{1: }", "{1: 2, 3}", "{1, 2: 3}",
    "{: 1}", "{**{}}", "[*[]]", "{'a': 1, 'a': 2}", "{1: 1, '1': 2}", "{(1, 2): 3}", "{nan: 1}", "{'a': ...}", "{...}", "[...]",
    "{'a' = 1}", "{'a': 1}}", "{'a': 1} x", "{'a': 1},", "1,", "1, 2", "lambda: 1", "[x for x in []]", "a.b", "a[0]", "{'a': b}",
    "__import__('os')", "{'a': 1; 'b': 2}", "'a'.upper()", "(1).real", "[1][0]", "{'a': <x>}", "\\\n1", "é", "‘a’",
]

LITERALS = [
    "1_000", "0x_ff", "0XFF", "0b101", "0o17", "00", "0_0", "+1", "- 1", "-0", "-0.0", "1.", ".5", "1_0.5e1_0", "1E5", "1e999", "-1e999",
    "0xffffffffffffffff", "-0x8000000000000000", "9" * 30, "-" + "9" * 30, "0xffffffffffffffffffffff", "()", "(1,)", "(1)", "((1))",
    "(1, 2,)", "[1, 2,]", "{1, 2}", "{1,}", "{1}", "{}", "{'a': 1,}", "{1: 2, 'b': 3}", "{True: 1, None: 2, 0.5: 3}", "u'a'", "U'a'", "r'a\\n'",
    "R'\\''", "r'\\\\'", "b'a'", "b'\\x41\\101'", "rb'\\x41'", "Br'a'", "b'\\u0041'", "'''a\nb'''", '"""a"b"""', "'''a\r\nb\rc'''", "'\\\na'",
    "'\\q\\8'", "'\\0'", "'\\1234'", "'\\400'", "'\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"'", "'\\x41\\u00e9\\U0001f600'", "''", "''''''", "[\n1, # one\n2\n]",
    "# a\n{'a': 1} # b\n", " [ ] ", "{\t'a'\f: 1 }", "[True, False, None]",
]


def evaluated(literal):
    """As ast.literal_eval; sets and bytes as lists and texts."""

    def plain(value):
        if isinstance(value, (list, tuple, set)):
            return [plain(element) for element in value]
        if isinstance(value, dict):
            return {key: plain(element) for key, element in value.items()}
        return value.decode() if isinstance(value, bytes) else value

    return plain(ast.literal_eval(literal.strip()))


folder = pathlib.Path(__file__).parent
values = [config, {"nested": [(), [[]], {}]}] + [value(4) for _ in range(400)]
cases = [{"literal": repr(value), "json": value} for value in values]
cases += [{"literal": literal, "json": evaluated(literal)} for literal in LITERALS]
lines = ",\n".join(json.dumps(case) for case in cases)
(folder / "reprs.json").write_text(f"[\n{lines}\n]\n")
(folder / "refused.json").write_text(json.dumps(REFUSED, indent=0) + "\n")
print(len(cases), len(REFUSED))
