// The page in a browser: it shows what the program tells.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";

import { enlarge } from "./archive.js";
import { executablePath, start } from "./browser.js";
import { DATA, PROGRAM } from "./program.js";

const skip = executablePath ? false : "no Chromium: set CHROMIUM to the path of one";
const folder = mkdtempSync(join(tmpdir(), "glidepath-page-"));
const KERAS = join(DATA, "keras/keras3_model_CosineDecay_warmup.keras");

let browser;
before(async () => {
  if (!skip) browser = await start();
});
after(() => browser?.close());

/** Opens the page, and sees to it that it told no error and asked nobody else. */
async function withPage(options, use) {
  const { page, context, problems, foreign } = await browser.open(options);
  try {
    await use(page, context);
    assert.deepEqual(problems, []);
    assert.deepEqual(foreign, []);
  } finally {
    await context.close();
  }
}

function program(...values) {
  return execFileSync(PROGRAM, values, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** Gives a file to the page, and waits for what it says. */
async function give(page, path) {
  await page.evaluate(() => document.getElementById("status").setAttribute("aria-busy", "true"));
  await page.setInputFiles("#file", path);
  await page.waitForSelector("#status[aria-busy=false]", { state: "attached", timeout: 30_000 });
}

const field = (path) => `[data-path="${path}"]`;
const input = (path) => `${field(path)} input[type=text]`;
const curve = (page) => page.locator(".figure .curve").last().getAttribute("d");
const facts = (page) =>
  page.locator(".facts div").evaluateAll((rows) =>
    Object.fromEntries(rows.map((row) => [row.querySelector("dt").textContent, row.querySelector("output").textContent])),
  );
const frame = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Every file below a folder. */
function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

test("each example file shows what the program shows", { skip }, async () => {
  let [read, refused] = [0, 0];
  await withPage({}, async (page) => {
    // Files that were made for tables of values, not for readers, are left to the other tests.
    for (const path of files(DATA)) {
      if (/\/(vectors|survey|misread|units|hjson|python_literals|digits)\//.test(path) || /README|\.py$|expected/.test(path)) continue;
      const shown = spawnSync(PROGRAM, ["show", path, "--format", "json"], { encoding: "utf8" });
      await give(page, path);
      const failure = page.locator("#failure .message");
      if (shown.status === 0) {
        const { learning_rate: rate, rates, source } = JSON.parse(shown.stdout);
        assert.ok(await page.locator("#failure").isHidden(), `${path}: ${await page.locator("#failure").textContent()}`);
        await frame(page);
        assert.equal(await page.locator("#detail h2").textContent(), rate.class_name ?? "Constant rate", path);
        assert.ok((await page.locator("#status").textContent()).endsWith(`: ${source}.`), path);
        // The digits of the program, which JSON.parse would lose.
        const digits = [...shown.stdout.matchAll(/"(?:first|peak|last|lowest)": \{\s*"step": \d+,\s*"learning_rate": ([^\s}]+)/g)].map((found) => Number(found[1]));
        const { First, Peak, Last, Lowest } = await facts(page);
        assert.deepEqual([First, Peak, Last, Lowest].map(Number), digits, path);
        assert.deepEqual([First, Peak, Last, Lowest].map(Number), [rates.first, rates.peak, rates.last, rates.lowest].map((at) => at.learning_rate), path);
        read++;
      } else {
        const told = shown.stderr.replace(/^glidepath: .*?: /, "").split("\n")[0].split("; `--")[0];
        const message = await failure.textContent();
        assert.ok(message.replaceAll(/[\u0000-\u001f]/g, "").startsWith(told.replaceAll(/\\[nrt]|\\u\{\w+\}/g, "").slice(0, 60)), `${path}:\n${message}\n${told}`);
        refused++;
      }
    }
  });
  assert.ok(read > 100 && refused > 5, `${read} read, ${refused} refused`);
});

test("a file can be dropped, and its rates have the digits of the program", { skip }, async () => {
  await withPage({}, async (page) => {
    const bytes = readFileSync(KERAS).toString("base64");
    await page.evaluate((bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], "model.keras"));
      dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
    }, bytes);
    await page.getByText("Read model.keras").waitFor();
    const lines = program("eval", KERAS, "--steps", "0,1,37,100,555,1100", "--format", "csv").trim().split("\n").slice(1);
    for (const line of lines) {
      const [step, rate] = line.split(",");
      await page.fill("#step", step);
      await page.press("#step", "Enter");
      assert.equal(await page.locator(".legend .rate").textContent(), rate, `step ${step}`);
    }
  });
});

test("a slider changes the curve, and undo takes it back", { skip }, async () => {
  await withPage({}, async (page) => {
    const first = await curve(page);
    const value = await page.inputValue(input("config.warmup_steps"));
    await page.locator(`${field("config.warmup_steps")} input[type=range]`).focus();
    for (let press = 0; press < 20; press++) await page.keyboard.press("ArrowLeft");
    await frame(page);
    assert.notEqual(await curve(page), first);
    assert.notEqual(await page.inputValue(input("config.warmup_steps")), value);
    await page.click("#undo");
    await frame(page);
    assert.equal(await curve(page), first);
    assert.equal(await page.inputValue(input("config.warmup_steps")), value);
    await page.click("#redo");
    await frame(page);
    assert.notEqual(await curve(page), first);
  });
});

test("an error is shown beside its field, and nothing is lost", { skip }, async () => {
  await withPage({}, async (page) => {
    const first = await curve(page);
    await page.fill(input("config.alpha"), "1.5");
    const error = page.locator(`${field("config.alpha")} .error`);
    assert.equal(await error.textContent(), "`alpha` must be between 0 and 1, got 1.5");
    assert.equal(await page.getAttribute(input("config.alpha"), "aria-invalid"), "true");
    assert.equal(await curve(page), first);
    await page.fill(input("config.decay_steps"), "4000");
    await frame(page);
    assert.notEqual(await curve(page), first);
    assert.equal(await page.inputValue(input("config.alpha")), "1.5");
    assert.ok(await error.isVisible());
    await page.fill(input("config.alpha"), "0.5");
    assert.ok(await error.isHidden());
    await page.fill(input("config.decay_steps"), "many");
    await page.press(input("config.decay_steps"), "Tab");
    assert.match(await page.locator(`${field("config.decay_steps")} .error`).textContent(), /many/);
  });
});

test("values that fit only together can be changed one after the other", { skip }, async () => {
  await withPage({}, async (page) => {
    await page.selectOption("#class", "PiecewiseConstantDecay");
    await frame(page);
    await page.fill(`${field("config.boundaries")} textarea`, "10, 20");
    await page.press(`${field("config.boundaries")} textarea`, "Tab");
    assert.ok(await page.locator(`${field("config.boundaries")} .error`).isVisible());
    await page.fill(`${field("config.values")} textarea`, "1.0, 0.5, 0.25");
    await page.press(`${field("config.values")} textarea`, "Tab");
    await frame(page);
    assert.equal(await page.locator("#detail .error:visible").count(), 0);
    assert.equal((await facts(page)).Last, "0.25");
  });
});

test("the address restores the state", { skip }, async () => {
  let hash;
  let want;
  const look = async (page) => [await curve(page), await facts(page), await page.locator(".legend .name").allTextContents(), await page.isChecked("[value=log]")];
  await withPage({}, async (page) => {
    await give(page, KERAS);
    await page.check("#add");
    await page.selectOption("#class", "OneCycle");
    await page.locator(".switch label", { hasText: "Logarithmic" }).click();
    await frame(page);
    want = await look(page);
    await page.waitForFunction(() => location.hash.length > 100);
    await page.waitForTimeout(700);
    hash = await page.evaluate(() => location.hash);
  });
  await withPage({ hash }, async (page) => assert.deepEqual(await look(page), want));
  await withPage({ hash: "#s=nonsense" }, async (page) => {
    assert.match(await page.locator("#failure").textContent(), /^The link is damaged: /);
    assert.ok(await curve(page));
  });
});

test("take-away is what convert writes, byte for byte", { skip }, async () => {
  const examples = [
    KERAS,
    join(DATA, "deepspeed_checkpoint/mp_rank_00_model_states.pt"),
    join(DATA, "composer/llm-foundry.yaml"),
    join(DATA, "field/torchtitan.toml"),
    ...readdirSync(join(DATA, "torch")).filter((name) => name.endsWith(".pt")).slice(0, 4).map((name) => join(DATA, "torch", name)),
  ];
  await withPage({}, async (page) => {
    await page.locator("#takeaway summary").click();
    await page.locator("#target option").first().waitFor({ state: "attached" });
    const targets = await page.locator("#target option").evaluateAll((options) => options.map(({ value }) => value));
    assert.equal(targets.length, 12);
    let equal = 0;
    for (const path of examples) {
      await give(page, path);
      for (const target of targets) {
        const written = spawnSync(PROGRAM, ["convert", path, "--to", target], { encoding: "utf8" });
        await page.selectOption("#target", target);
        await page.waitForFunction(
          ([want]) => {
            const text = document.getElementById("written");
            const error = document.querySelector("#takeaway .error");
            return want === "" ? !error.hidden : !text.hidden && text.textContent === want;
          },
          [written.stdout],
          { timeout: 10_000 },
        ).catch(async () => assert.equal(await page.locator("#written").textContent(), written.stdout, `${path} ${target}`));
        if (written.status === 0) equal++;
        else assert.match(await page.locator("#takeaway .error").textContent(), /cannot be written for/);
      }
    }
    assert.ok(equal > 40, `${equal} conversions`);
    for (const [button, magic] of [["#svg", "<svg"], ["#png", "\x89PNG"]]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
      const content = readFileSync(await download.path(), "latin1");
      assert.ok(content.startsWith(magic), button);
    }
  });
});

test("the picture is that of the program", { skip }, async () => {
  await withPage({}, async (page) => {
    await give(page, KERAS);
    await page.locator("#takeaway summary").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#svg")]);
    const out = join(folder, "curve.svg");
    program("plot", KERAS, "-o", out, "--title", basename(KERAS));
    assert.equal(readFileSync(await download.path(), "utf8"), readFileSync(out, "utf8"));
  });
});

test("a checkpoint of 300 MB does not freeze the page", { skip }, async () => {
  const large = join(folder, "large.pt");
  await enlarge(join(DATA, "deepspeed_checkpoint/mp_rank_00_model_states.pt"), large, "archive/data/99", 300 << 20);
  const shown = JSON.parse(program("show", large, "--format", "json"));
  await withPage({}, async (page) => {
    await page.evaluate(() => {
      window.longest = 0;
      let last = performance.now();
      const tick = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
        window.ticking = setTimeout(tick, 5);
      };
      tick();
    });
    await give(page, large);
    const longest = await page.evaluate(() => window.longest);
    assert.equal(await page.locator("#detail h2").textContent(), shown.learning_rate.class_name ?? "Constant rate");
    const heap = await page.evaluate(() => performance.memory.usedJSHeapSize);
    console.log(`# 300 MB: longest pause ${Math.round(longest)} ms, heap ${(heap / 1e6).toFixed(1)} MB`);
    assert.ok(longest < 2_000, `a pause of ${longest} ms`);
    assert.ok(heap < 64e6, `a heap of ${heap} bytes`);
  });
});

test("hostile files give the program's error, and the page goes on", { skip }, async () => {
  const hostile = {
    "deep.json": '{"a":'.repeat(100_000),
    "bomb.yaml": `a: &a [${"x,".repeat(50)}]\nb: &b [${"*a,".repeat(50)}]\nc: &c [${"*b,".repeat(50)}]\nd: [${"*c,".repeat(50)}]\n`,
    "wide.json": `{"learning_rate":[${"[],".repeat(3_000_000)}0]}`,
    "zip.keras": Buffer.concat([readFileSync(KERAS).subarray(0, 3000), Buffer.alloc(100)]),
    "pickle.pt": Buffer.from("\x80\x02cos\nsystem\nX\x04\x00\x00\x00trueq\x00\x85R.", "latin1"),
    "nested.json": `${'{"class_name":"Scaled","config":{"factor":1.0,"schedule":'.repeat(40)}1${"}}".repeat(40)}`,
    "huge.json": Buffer.alloc(40 << 20, 0x20),
  };
  await withPage({}, async (page) => {
    for (const [name, content] of Object.entries(hostile)) {
      const path = join(folder, name);
      writeFileSync(path, content);
      const shown = spawnSync(PROGRAM, ["show", path], { encoding: "utf8" });
      assert.equal(shown.status, 1, name);
      await give(page, path);
      const message = await page.locator("#failure .message").textContent();
      const told = shown.stderr.replace(/^glidepath: .*?: /, "").split("\n")[0].split("; `--")[0];
      assert.ok(message.startsWith(told.slice(0, 80)), `${name}:\n${message}\n${told}`);
    }
    await give(page, KERAS);
    assert.equal(await page.locator("#detail h2").textContent(), "CosineDecay");
    const hidden = await page.evaluate(() => document.getElementById("failure").hidden);
    assert.ok(hidden);
  });
});

test("of two files the second wins", { skip }, async () => {
  const slow = join(folder, "slow.json");
  writeFileSync(slow, `{"learning_rate":[${"[1],".repeat(1_000_000)}0]}`);
  await withPage({}, async (page) => {
    await page.setInputFiles("#file", slow);
    await page.setInputFiles("#file", KERAS);
    await page.getByText("Read keras3_model").waitFor();
    await page.waitForTimeout(1_500);
    assert.ok(await page.locator("#failure").isHidden());
    assert.equal(await page.locator(".legend .name").textContent(), "keras3_model_CosineDecay_warmup.keras");
  });
});

test("a state too long for an address is saved as a file", { skip }, async () => {
  // Values without a pattern, which deflate cannot make short.
  let seed = 1;
  const value = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const rates = Array.from({ length: 3_000 }, value);
  const path = join(folder, "table.json");
  writeFileSync(path, JSON.stringify({ class_name: "Table", config: { learning_rates: rates } }));
  let saved;
  await withPage({}, async (page) => {
    await give(page, path);
    await page.locator("#too-long").waitFor();
    assert.equal(await page.evaluate(() => location.hash), "");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Save page", { exact: true }).click()]);
    saved = join(folder, "saved.glidepath.json");
    await download.saveAs(saved);
  });
  await withPage({}, async (page) => {
    await give(page, saved);
    await frame(page);
    assert.equal(Number((await facts(page)).First), rates[0]);
  });
});

test("a log is laid over its schedule, and what is wrong is told", { skip }, async () => {
  const log = join(folder, "metrics.csv");
  const rows = program("eval", KERAS, "--steps", "0..1000:10", "--format", "csv").trim().split("\n").slice(1);
  writeFileSync(log, `step,lr\n${rows.map((row) => row.split(",")).map(([step, rate]) => `${step},${rate / 2}`).join("\n")}\n`);
  await withPage({}, async (page) => {
    await give(page, KERAS);
    await page.setInputFiles("#log-file", log);
    const finding = page.locator("#findings li.error");
    await finding.waitFor();
    const report = spawnSync(PROGRAM, ["check", KERAS, "--log", log, "--format", "json"], { encoding: "utf8" });
    const told = JSON.parse(report.stdout).findings.find(({ rule }) => rule === "log-differs").message;
    assert.ok((await finding.textContent()).includes(told));
    assert.ok((await page.locator(".over .log").getAttribute("d")).length > 500);
  });
});

test("the keyboard is enough", { skip }, async () => {
  await withPage({}, async (page) => {
    await page.locator(".cursor").focus();
    await page.keyboard.press("Home");
    assert.equal(await page.inputValue("#step"), "0");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    assert.equal(await page.inputValue("#step"), "11");
    assert.match(await page.getAttribute(".cursor", "aria-valuetext"), /^step 11: CosineDecay 1\.1e-5$/);
    await page.focus("[value=linear]");
    await page.keyboard.press("ArrowRight");
    await frame(page);
    assert.ok(await page.isChecked("[value=log]"));
    await page.locator(".cursor").focus();
    await page.keyboard.press("Control+z");
    await frame(page);
    assert.ok(!(await page.isChecked("[value=log]")));
  });
});

test("it works without a network once it is loaded", { skip }, async () => {
  await withPage({}, async (page, context) => {
    await page.locator("#findings li").first().waitFor();
    await context.setOffline(true);
    await give(page, KERAS);
    assert.equal(await page.locator("#detail h2").textContent(), "CosineDecay");
  });
});

test("axe finds nothing, light and dark, wide and narrow", { skip }, async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      await withPage({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
        await give(page, KERAS);
        await page.check("#add");
        await page.selectOption("#class", "Sequential");
        await page.locator("#takeaway summary").click();
        await page.locator("#written").filter({ hasText: "use glidepath" }).waitFor();
        await page.fill(input("config.schedules[1].config.learning_rate"), "-1");
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run());
        assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]), []);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} pixels too wide at ${width}`);
      });
    }
  }
});
