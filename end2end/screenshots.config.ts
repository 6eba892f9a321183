// Pictures for the README: `cargo xtask screenshots`. Which pages: screenshots.ts.
import { defineConfig } from "@playwright/test";
import { address, browser } from "./fixtures/machine.ts";

export default defineConfig({
  testDir: ".",
  testMatch: "screenshots.ts",
  outputDir: "test-results",
  workers: 1,
  retries: 0,
  timeout: 60_000,
  reporter: [["line"]],
  use: { ...browser, baseURL: address, locale: "id-ID", timezoneId: "Asia/Jakarta" },
});
