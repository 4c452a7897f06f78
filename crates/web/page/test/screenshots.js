// Takes pictures of the page for people to look at: `node test/screenshots.js FOLDER`.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { start } from "./browser.js";

const folder = process.argv[2] ?? "screenshots";
const DATA = fileURLToPath(new URL("../../../../tests/data/", import.meta.url));
await mkdir(folder, { recursive: true });
const { open, close } = await start();
for (const width of [1280, 768, 390]) {
  for (const colorScheme of ["light", "dark"]) {
    const { page, context } = await open({ viewport: { width, height: width < 500 ? 844 : 900 }, colorScheme, deviceScaleFactor: width < 500 ? 2 : 1 });
    await page.screenshot({ path: join(folder, `first-${width}-${colorScheme}.png`) });
    await page.setInputFiles("#file", join(DATA, "keras/keras3_model_CosineDecay_warmup.keras"));
    await page.getByText("Read keras3_model", { exact: false }).waitFor();
    await page.check("#add");
    await page.selectOption("#class", "WarmupStableDecay");
    await page.selectOption("#class", "CosineDecayRestarts");
    await page.locator("h2", { hasText: "CosineDecayRestarts" }).waitFor();
    await page.fill('[data-path="config.alpha"] input[type=text]', "-0.5");
    await page.locator("#takeaway summary").click();
    await page.locator("#written").filter({ hasText: "use glidepath" }).waitFor();
    await page.locator("#findings li").first().waitFor();
    await page.evaluate(() => document.activeElement.blur());
    await page.screenshot({ path: join(folder, `full-${width}-${colorScheme}.png`), fullPage: true });
    await context.close();
  }
}
await close();
