// Measures: `node test/figures.js`, after a build. Prints sizes, the time to the first curve, and the time of a frame.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

import { start } from "./browser.js";

const ASSETS = fileURLToPath(new URL("../../dist/assets/", import.meta.url));
for (const name of readdirSync(ASSETS).filter((name) => /\.(wasm|js|css)$/.test(name))) {
  const bytes = readFileSync(ASSETS + name);
  const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  console.log(`${name}: ${bytes.length} bytes, ${small.length} with brotli`);
}

const { open, close } = await start();
const times = [];
for (let round = 0; round < 5; round++) {
  const { page, context } = await open();
  times.push(await page.evaluate(() => performance.getEntriesByName("first-curve")[0].startTime));
  await context.close();
}
console.log(`first curve: ${times.map((time) => time.toFixed(0)).join(", ")} ms after navigation`);

for (const steps of [1_000, 300_000]) {
  const { page, context } = await open();
  await page.fill('[data-path="config.decay_steps"] input[type=text]', String(steps - 100));
  await page.fill('[data-path="config.warmup_steps"] input[type=text]', "100");
  const slider = page.locator('[data-path="config.alpha"] input[type=range]');
  const box = await slider.boundingBox();
  await page.waitForTimeout(2_500);
  await page.mouse.move(box.x + 10, box.y + box.height / 2);
  await page.mouse.down();
  await page.evaluate(() => {
    window.work = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.work.push(entry.duration);
    });
    observer.observe({ type: "measure" });
  });
  for (let move = 0; move < 120; move++) {
    await page.mouse.move(box.x + 10 + (move % 60) * 4, box.y + box.height / 2);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  const work = (await page.evaluate(() => window.work)).sort((a, b) => a - b);
  await page.mouse.up();
  const at = (share) => work[Math.floor(share * (work.length - 1))]?.toFixed(1);
  console.log(`a frame with ${steps} steps: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, of ${work.length}`);
  await context.close();
}
await close();
