// Makes a large checkpoint of a small one: the same archive with one more member, of zeros.

import { open, readFile } from "node:fs/promises";

/** Writes an archive like the one at `from`, with a stored member `name` of `size` zeros before its directory. */
export async function enlarge(from, to, name, size) {
  const bytes = await readFile(from);
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const [length, start] = [bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)];
  const label = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.write("PK\x03\x04", "latin1");
  const entry = Buffer.alloc(46);
  entry.write("PK\x01\x02", "latin1");
  for (const [header, offset] of [[local, 18], [entry, 20]]) {
    header.writeUInt32LE(size, offset);
    header.writeUInt32LE(size, offset + 4);
    header.writeUInt16LE(label.length, offset + 8);
  }
  entry.writeUInt32LE(start, 42);
  const tail = Buffer.from(bytes.subarray(end));
  const count = tail.readUInt16LE(10) + 1;
  tail.writeUInt16LE(count, 8);
  tail.writeUInt16LE(count, 10);
  tail.writeUInt32LE(length + entry.length + label.length, 12);
  const directory = start + local.length + label.length + size;
  tail.writeUInt32LE(directory, 16);
  const file = await open(to, "w");
  await file.write(bytes.subarray(0, start), 0, start, 0);
  await file.write(Buffer.concat([local, label]), 0, local.length + label.length, start);
  const last = Buffer.concat([bytes.subarray(start, start + length), entry, label, tail]);
  await file.write(last, 0, last.length, directory);
  await file.close();
}
