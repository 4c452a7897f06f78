"""Writes cases.json: what Python's hjson makes of odd texts, loaded as DeepSpeed loads its configuration.

python generate.py, with hjson 3.1.0
"""

import json
import pathlib

import hjson


def unique(pairs):
    """As deepspeed.runtime.config_utils.dict_raise_error_on_duplicate_keys."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("duplicate keys")
    return dict(pairs)


TEXTS = [
    # Comments and commas.
    '{"a": 1, // one\n "b": 2}', '{"a": 1, # one\n "b": 2}', '{"a": 1, /* one */ "b": 2}', '{"a": /* x\n y */ 1}',
    '// c\n{"a": 1}', '# c\n{"a": 1}\n# d', '/* c */ {"a": 1} // d', '{"a": 1,}', '{"a": [1, 2,],}', '{"a": 1\n"b": 2}',
    '{"a": 1 "b": 2}', '{"a": "x" "b": 2}', '{"a": [1 2]}', '{"a": [1\n2]}', '{"a": 1,,"b": 2}', '{,"a": 1}', '[,1]',
    '[1,,2]', '{"a": 1}}', '{"a": 1} x', '{"a": 1} /* x', '{"a": 1 /* x', '{/* }', '/', '{ / }', '{"a": 1 / 2}',
    '{"a": /*/ 1 */ 2}', '{"a": 1 /* x */ /* y */, "b": 2}', '{"a": 1 /* x */ 2}', '{"a": * 5}', '{"a": 5 *}',
    '{"a" /* x */ : 1}', '{"a" // x\n : 1}', '{a // x\n : 1}', '{"a"\n:\n1}', '{"a": 1 # x, "b": 2\n}',
    # Keys.
    '{a: 1}', '{a : 1}', '{a\n: 1}', '{a\n\n : 1}', '{a b: 1}', '{ a  : 1}', "{'a': 1}", "{'a\"b': 1}", '{"": 1}', '{: 1}',
    '{a-b.c/d: 1}', '{a"b: 1}', '{a#b: 1}', '{a//b: 1}', '{#a: 1}', '{//a: 1}', '{a[: 1}', '{a,: 1}', '{1: 2}',
    '{null: 2}', '{"a": 1, "a": 2}', '{a: 1, "a": 2}', '{"a" 1}', '{"a"}', '{a}', '{a:}', '{a: }', '{a:\n}', 'a:', 'a', 'a:b',
    '{é: 1}', '{"a": {"b": 1, "b": 2}}', "{'''a''': 1}",
    # Quoteless texts.
    '{a: b}', '{a: b\n}', '{a: b, c: d\n}', '{a: WarmupLR # x\n}', '{a: WarmupLR // x\n}', '{a: b \t\n}', '{a: true}',
    '{a: true b\n}', '{a: truex}', '{a: truex\n}', '{a: True\n}', '{a: null}', '{a: NULL\n}', '{a: false,}', '{a: false # x\n}',
    '{a: true /* x */}', '{a: nul\n}', '{a: b}\n}', '{a: [b]}', '{a: [b\n]}', '{a: [b, c]}', '{a: [b\nc\n]}', '{a: ,}', '{a: :}',
    '{a: b: c\n}', '{a: {b: c\n}\n}', '{a: auto\n b: 2}', '{a: b"c"\n}', '{a: \n b\n}', '{a: // x\n b\n}', '{a: b\r\n c: d\r\n}',
    '{a: b\rc: d\r}', '{a:\tb\n}', '{a: \u00a0b\n}', '{a: b\u00a0\n}', '{a: \\n\n}', '{a: nan\n}', '{a: NaN\n}', '{a: Infinity\n}',
    '{a: None\n}', '{a: b\x1c\n}', '{a: b\u2028\n}',
    # Numbers.
    '{a: 1e-3}', '{a: 1e3}', '{a: 1E+3}', '{a: 1.0}', '{a: 1.50}', '{a: -0}', '{a: -0.0}', '{a: 0.0}', '{a: 1e10}', '{a: 1e9}',
    '{a: 12345678901.0}', '{a: 1e300}', '{a: 1e999}', '{a: .5\n}', '{a: 5.\n}', '{a: +5\n}', '{a: 01\n}', '{a: 0x10\n}',
    '{a: 1_000\n}', '{a: 1e\n}', '{a: 1e5.5\n}', '{a: - 1\n}', '{a: -\n}', '{a: 1 2\n}', '{a: 1 \t}', '{a: 1\u00a0}',
    '{a: 1\u00a0\n}', '{a: 1x}', '{a: 1x\n}', '{a: 9007199254740993}', '{a: 18446744073709551615}', '{a: 5e8}', '{a: 2e8 # x\n}',
    '{a: 3e-6\n}', '{a: 1.5e-4, b: 1}', '{a: [1, 2.0, 3e0]}', '{a: 1:2\n}', '{a: --1\n}', '{a: 1\x0b}', '{a: 0.1}',
    '{a: 1e-400}', '{a: 123456789012345678901234567890}',
    # Texts between quotes.
    '{a: "b"}', "{a: 'b'}", "{a: 'it\\'s'}", '{a: "it\'s"}', '{a: "\\u00e9"}', '{a: "\\ud83d\\ude00"}', '{a: "\\x41"}',
    '{a: "\\u12"}', '{a: "\\u+123"}', '{a: "b\nc"}', '{a: "b\tc"}', '{a: "b', "{a: 'b\"}", '{a: "\\/\\b\\f\\n\\r\\t\\"\\\\"}',
    '{a: "b" c: 1}', '{a: "b"c: 1}', '{a: "b"x}', '{a: "\\', '{a: "\\q"}', '{a: "\\n"}', '{a: ""}', "{a: ''}",
    # Texts of several lines.
    "{\n  a: '''b'''\n}", "{\n  a: '''\n  b\n  c\n  '''\n}", "{\n  a:\n    '''\n    b\n      c\n    '''\n}", "{\n a: '''b\n}",
    "{\n a: '''b''c'''\n}", "{\n a: '''b''''\n}", "{\n a: ''''''\n}", "{\n a: '''\n b\n\n '''\n}", "{\n a: '''b\r\n c'''\r\n}",
    "{\n a: '''b''' c: 1\n}", "{\n a: '''\\n'''\n}", "{\n a: '''", "{\n a: '''  b'''\n}", "{\n\ta: '''\n\tb\n\t\tc'''\n}",
    # Roots.
    'a: 1', 'a: 1\nb: 2', 'a: 1, b: 2', '# c\na: 1', '"a": 1', '"a": {"b": 1}', 'a: b\nc: [1, 2]\n', 'a: 1}', '}', '[1, 2]', '[', '{',
    '[]', '{}', '', ' ', '// c', '1', '"a"', 'true', 'a b', 'a: 1\nb', '[1', '{"a": [}', '{"a": 1]', '{"a": {}', '[{}]', '[[], {}]',
    '\ufeff{"a": 1}', '{a: 1}\n,', '{a: 1},', 'a: 1,', '{"a": 1;}', '{"a" = 1}',
    # As people write it.
    """{
  // batch
  "train_batch_size": 32,
  "optimizer": {"type": "AdamW", "params": {"lr": 3e-5}}, # rate
  scheduler: {
    type: WarmupLR
    params: {
      warmup_min_lr: 0,   /* from */
      warmup_max_lr: 3e-5,
      warmup_num_steps: 100
    }
  },
}
""",
    """train_batch_size: auto
scheduler: {
  type: WarmupDecayLR
  params: {
    total_num_steps: 1e3
    warmup_num_steps: 10,
    warmup_type: 'linear'
  }
}
""",
    '{"scheduler": {"type": WarmupLR, "params": {"warmup_num_steps": 100}}}',
]


def case(text):
    try:
        value = hjson.loads(text, object_pairs_hook=unique)
    except Exception as error:  # It fails with ValueError, IndexError and OverflowError.
        return {"text": text, "error": type(error).__name__}
    return {"text": text, "value": value}


cases = [case(text) for text in TEXTS]
lines = ",\n".join(json.dumps(case) for case in cases)
pathlib.Path(__file__).with_name("cases.json").write_text(f"[\n{lines}\n]\n")
print(len(cases), "cases,", sum("error" in case for case in cases), "refused")
