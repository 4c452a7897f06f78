// The state as a part of the address: deflated JSON in base64 with the letters that addresses allow.

import { isState, type State } from "./state";

/** Longer addresses are cut by some programs through which people send links. */
export const LONGEST_ADDRESS = 8_000;

/** What a state may inflate to. */
const LARGEST_STATE = 64 << 20;

const PREFIX = "#s=";

async function through(bytes: Uint8Array<ArrayBuffer>, stream: TransformStream, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of new Blob([bytes]).stream().pipeThrough(stream)) {
    length += part.length;
    if (length > limit) throw new Error("the state is too large");
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

/** The part of the address after `#`, with it. */
export async function encode(state: State): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const small = await through(bytes, new CompressionStream("deflate-raw"), Number.POSITIVE_INFINITY);
  let text = "";
  for (const byte of small) text += String.fromCharCode(byte);
  return PREFIX + btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The state in the part of an address after `#`; `null` if there is none, an error if it is damaged. */
export async function decode(hash: string): Promise<State | null> {
  if (!hash.startsWith(PREFIX)) return null;
  const text = atob(hash.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const large = await through(bytes, new DecompressionStream("deflate-raw"), LARGEST_STATE);
  const state: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(large));
  if (!isState(state)) throw new Error("the address does not hold a state of this page");
  return state;
}

/** A file that holds the state where an address is too short for it. */
export const STATE_KEY = "glidepath_page";

export function toFile(state: State): string {
  return `${JSON.stringify({ [STATE_KEY]: state }, null, 2)}\n`;
}

/** The state in such a file; `null` for any other file. */
export async function fromFile(file: Blob): Promise<State | null> {
  if (file.size > LARGEST_STATE) return null;
  const start = await file.slice(0, 64).text();
  if (!start.includes(`"${STATE_KEY}"`)) return null;
  try {
    const state: unknown = (JSON.parse(await file.text()) as Record<string, unknown>)[STATE_KEY];
    return isState(state) ? state : null;
  } catch {
    return null;
  }
}
