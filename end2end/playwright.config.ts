// The walk of the house runs in a wide and a narrow window, each with and without JavaScript, and once with the wasm
// refused: a page must work as plain HTML, an island may only make it quicker. Everything else runs at the two ends, a
// desktop with scripts and a phone without.
//
// `cargo xtask test --only e2e` starts the portal and passes its address; nothing is started here.
import { defineConfig, devices } from "@playwright/test";
import { address, browser } from "./fixtures/machine.ts";
import type { Options } from "./fixtures/test.ts";

const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } };
const phone = {
  ...devices["Pixel 7"],
  viewport: { width: 360, height: 740 },
  screen: { width: 360, height: 740 },
};

export default defineConfig<Options>({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: false,
  forbidOnly: true,
  // On a machine that others use as well, a second try: the log names what needed it as flaky.
  retries: process.env.CI ? 1 : 0,
  // Most of a test is waiting: for the decoder, for a mail, for the browser to settle.
  workers: 3,
  // Limits for what hangs, not for what is slow: a busy machine is several times slower than a free one.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // In a log, what failed stands at the end.
  reporter: [[process.stdout.isTTY ? "line" : "list"]],
  use: {
    ...browser,
    baseURL: address,
    locale: "id-ID",
    timezoneId: "Asia/Jakarta",
    actionTimeout: 30_000,
    // Recording every step doubles the time; `-- --trace on` records when a failure needs it.
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "desktop", use: { ...desktop } },
    { name: "phone-nojs", use: { ...phone, javaScriptEnabled: false } },
    // Everything narrow that only a script can measure.
    { name: "phone", use: { ...phone }, testMatch: /00-|10-|20-|30-/ },
    { name: "desktop-nojs", use: { ...desktop, javaScriptEnabled: false }, testMatch: /00-|10-/ },
    // What a page gains by its islands is missing, and everything else works: the walk itself shows it.
    { name: "wasm-blocked", use: { ...desktop, refuseWasm: true }, testMatch: /10-/ },
  ],
});
