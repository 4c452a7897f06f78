// Runs a test program for WASI in Node.

import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [program, ...values] = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args: [program, ...values], env: process.env, preopens: { "/": "/" } });
const module = await WebAssembly.compile(await readFile(program));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
