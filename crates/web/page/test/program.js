// The program, which the page must agree with.

import { fileURLToPath } from "node:url";

export const PROGRAM =
  process.env.GLIDEPATH ?? fileURLToPath(new URL("../../../../target/debug/glidepath", import.meta.url));
export const DATA = fileURLToPath(new URL("../../../../tests/data/", import.meta.url));
