// A browser with the page in it.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { serve } from "./serve.js";

const FOLDER = fileURLToPath(new URL("../../dist", import.meta.url));
const BROWSERS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where a browser is; `undefined` if there is none. */
export const executablePath = BROWSERS.find((path) => path && existsSync(path));

/** Starts the server and the browser. */
export async function start() {
  const server = await serve(FOLDER);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--enable-precise-memory-info"] });
  return {
    browser,
    server,
    /** Opens the page; `problems` are the errors that it told. */
    async open({ hash = "", ...options } = {}) {
      const context = await browser.newContext({ acceptDownloads: true, ...options });
      const page = await context.newPage();
      const problems = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
      const foreign = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(server.address) && !request.url().startsWith("blob:")) foreign.push(request.url());
      });
      await page.goto(server.address + hash);
      await page.waitForSelector("html[data-ready]");
      return { page, context, problems, foreign };
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
