// Runs the module with the readers, beside the page, so that a large file does not freeze it.

import * as glue from "../wasm/readers/glidepath_web";
import { guarded, type Glue } from "./module";

/** What a worker is asked, and what it answers. */
export type Message = { id: number } & (
  | { call: "read"; file: Blob; options: string }
  | { call: "ask"; question: string }
  | { call: "check"; question: string; log: Uint8Array }
  | { call: "png"; question: string }
);
export type Reply = { id: number; text?: string; bytes?: Uint8Array; failure?: string };

/** What workers have, and the types of pages do not know. */
declare class FileReaderSync {
  readAsArrayBuffer(part: Blob): ArrayBuffer;
}

/** A file as the module sees it: its size, and any part of it. */
class FileSource {
  readonly #reader = new FileReaderSync();

  constructor(private readonly file: Blob) {}

  get size(): number {
    return this.file.size;
  }

  read(offset: number, length: number): Uint8Array {
    return new Uint8Array(this.#reader.readAsArrayBuffer(this.file.slice(offset, offset + length)));
  }
}

let module: WebAssembly.Module;

self.addEventListener("message", (event: MessageEvent<WebAssembly.Module | Message>) => {
  const message = event.data;
  if (message instanceof WebAssembly.Module) {
    module = message;
    glue.initSync({ module });
    return;
  }
  const reply = answer(message);
  self.postMessage(reply);
});

function answer(message: Message): Reply {
  const { id } = message;
  try {
    return { id, ...guarded(glue as unknown as Glue, module, () => result(message)) };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

function result(message: Message): { text: string } | { bytes: Uint8Array } {
  switch (message.call) {
    case "read":
      return { text: glue.read(new FileSource(message.file), message.options) };
    case "ask":
      return { text: glue.ask(message.question) };
    case "check":
      return { text: glue.check(message.question, message.log) };
    case "png":
      return { bytes: glue.png(message.question) };
  }
}
