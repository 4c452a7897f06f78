// The modules in Node: the rates are those of the program, to the last bit.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { PROGRAM } from "./program.js";

/** A module as the page has it. */
async function load(name) {
  const folder = new URL(`../src/wasm/${name}/`, import.meta.url);
  const glue = await import(new URL("glidepath_web.js", folder));
  const module = new WebAssembly.Module(readFileSync(new URL("glidepath_web_bg.wasm", folder)));
  glue.initSync({ module });
  const ask = (question) => {
    const answer = JSON.parse(glue.ask(JSON.stringify(question)));
    if ("error" in answer) throw new Error(`${answer.path}: ${answer.error}`);
    return answer.ok;
  };
  return { glue, module, ask };
}

const lean = await load("lean");
const readers = await load("readers");

/** Steps near the beginning, at boundaries, and so far out that doubles are coarse. */
const STEPS = [0, 1, 2, 499, 500, 999, 1000, 1001, 2500, 5999, 6000, 9999, 10000, 123_456, 10_000_000, 4_503_599_627_370_497];

test("every class has the rates of the program", async () => {
  const folder = await mkdtemp(join(tmpdir(), "glidepath-"));
  const classes = lean.ask({ ask: "classes" });
  assert.ok(classes.length >= 31);
  for (const { class_name: name, rate } of classes) {
    const file = join(folder, `${name}.json`);
    await writeFile(file, rate);
    const printed = execFileSync(PROGRAM, ["eval", file, "--steps", STEPS.join(), "--format", "csv"], { encoding: "utf8" });
    const wanted = printed.trim().split("\n").slice(1).map((line) => line.split(",")[1]);
    for (const { ask } of [lean, readers]) {
      const got = STEPS.map((step) => ask({ ask: "rates", rates: [rate], step })[0]);
      assert.deepEqual(got, wanted, name);
    }
  }
});

test("a module answers again and again, and its memory does not grow", () => {
  const { rate } = lean.ask({ ask: "classes" }).find(({ class_name: name }) => name === "CosineDecay");
  const curves = [{ label: "", rate }];
  const picture = { ask: "draw", curves, first: 0, last: 300_000, log: false, width: 800, height: 400, alone: false };
  const first = lean.ask(picture).svg;
  const exports = lean.glue.initSync({ module: lean.module });
  lean.ask(picture);
  const before = exports.memory.buffer.byteLength;
  for (let round = 0; round < 50; round++) assert.equal(lean.ask(picture).svg, first);
  assert.equal(exports.memory.buffer.byteLength, before);
  assert.equal(lean.ask({ ask: "classes" }).length, readers.ask({ ask: "classes" }).length);
});

test("what is no question is an error", () => {
  assert.match(lean.glue.ask("{"), /"error":"not a question: /);
  assert.match(lean.glue.ask('{"ask":"targets"}'), /unknown variant `targets`/);
  assert.match(lean.glue.ask('{"ask":"fields","rate":"-1"}'), /must be finite and at least 0, got -1\.0/);
});

test("no module imports more than the page provides", () => {
  const imports = ({ module }) => WebAssembly.Module.imports(module).map(({ name }) => name.replace(/_[0-9a-f]{16}$/, ""));
  assert.deepEqual(imports(lean), ["__wbindgen_init_externref_table"]);
  for (const name of imports(readers)) assert.match(name, /^__wbg_(size|read)$|^__wbindgen_/);
});
