// The module with the readers and writers, in workers of its own.

import address from "../wasm/readers/glidepath_web_bg.wasm?url";
import { type Checked, type Content, type Picture, Problem, type Target, unwrap, type Written } from "./answers";
import type { Message, Reply } from "./worker";

/** A request without its number. */
type Call = Message extends infer M ? (M extends { id: number } ? Omit<M, "id"> : never) : never;

/** Another file was opened before this one was read. */
export class Superseded extends Error {}

let compiled: Promise<WebAssembly.Module> | undefined;

/** Fetches and compiles the module, once. */
export function fetchReaders(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compileStreaming(fetch(address)).catch((error: unknown) => {
    compiled = undefined;
    throw error;
  });
  return compiled;
}

/** A worker with the module in it. */
class Helper {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>();
  #next = 0;

  constructor(module: WebAssembly.Module) {
    this.#worker.postMessage(module);
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.failure === undefined) waiting?.resolve(data);
      else waiting?.reject(new Problem(data.failure));
    });
    this.#worker.addEventListener("error", () => this.end(new Problem("the reader could not be started")));
  }

  call(call: Call): Promise<Reply> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...call });
    });
  }

  end(error: Error): void {
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

let reading: Helper | undefined;
let turn = 0;

/** Reads a file. A later call wins: this one is then rejected as `Superseded`. The memory of the reader is given back. */
export async function read(file: Blob, options: object): Promise<Content> {
  const mine = ++turn;
  reading?.end(new Superseded());
  reading = undefined;
  const module = await fetchReaders();
  if (mine !== turn) throw new Superseded();
  const helper = new Helper(module);
  reading = helper;
  try {
    const reply = await helper.call({ call: "read", file, options: JSON.stringify(options) });
    return unwrap<Content>(reply.text ?? "");
  } finally {
    helper.end(new Superseded());
    if (reading === helper) reading = undefined;
  }
}

let writing: Promise<Helper> | undefined;

async function write(call: Call): Promise<Reply> {
  writing ??= fetchReaders().then((module) => new Helper(module));
  try {
    return await (await writing).call(call);
  } catch (error) {
    if (!(error instanceof Problem)) writing = undefined;
    throw error;
  }
}

async function question<T>(content: object): Promise<T> {
  const reply = await write({ call: "ask", question: JSON.stringify(content) });
  return unwrap<T>(reply.text ?? "");
}

export const targets = (): Promise<Target[]> => question({ ask: "targets" });

export interface Conversion {
  groups: string[];
  group: number | null;
  target: string;
  step: string | null;
  total_steps: string | null;
  pieces: number | null;
}

export const convert = (conversion: Conversion): Promise<Written> => question({ ask: "convert", ...conversion });

export interface Check {
  groups: string[];
  group: number;
  step: string | null;
  total_steps: string | null;
  /** The name of the log, if there is one. */
  log: string | null;
}

export async function check(content: Check, log: Uint8Array): Promise<Checked> {
  const reply = await write({ call: "check", question: JSON.stringify(content), log });
  return unwrap<Checked>(reply.text ?? "");
}

export async function png(picture: Picture): Promise<Uint8Array> {
  const reply = await write({ call: "png", question: JSON.stringify(picture) });
  return reply.bytes ?? new Uint8Array();
}
