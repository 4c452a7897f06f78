// A wasm module that answers questions, and begins anew after a defect.

import { Problem, unwrap } from "./answers";

/** What wasm-bindgen writes beside a module. */
export interface Glue {
  default(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  initSync(input: { module: WebAssembly.Module }): unknown;
  ask(question: string): string;
}

/** A defect of glidepath: a panic, or no memory left. The page goes on with a fresh module. */
export class Defect extends Problem {
  constructor() {
    super("glidepath failed on this input, or it needs more than 256 MB of memory. The page goes on as before.");
  }
}

/** Calls into the module. After a trap its memory cannot be trusted, so it is begun anew. */
export function guarded<T>(glue: Glue, module: WebAssembly.Module, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    glue.initSync({ module });
    throw new Defect();
  }
}

/** Asks a question. */
export function ask<T>(glue: Glue, module: WebAssembly.Module, question: object): T {
  return unwrap<T>(guarded(glue, module, () => glue.ask(JSON.stringify(question))));
}
