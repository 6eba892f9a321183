// Public pages: accessible, in both languages, within their budget, printable, without sideways scrolling.
import { expect, test } from "../fixtures/test.ts";

const REST = "/pemeliharaan";
const PAGES = ["/", "/standar-pelayanan", "/privasi", "/aksesibilitas", "/wilayah", "/daftar", "/masuk", "/lupa-sandi"];

for (const path of [...PAGES, "/luring", REST]) {
  test(`${path} is accessible in Indonesian and English`, async ({ page, checkAccessibility, hasScript, expectedErrors }) => {
    // While the portal rests, and it says so.
    if (path === REST) expectedErrors.push("503");
    for (const [lang, colorScheme] of [["id", "light"], ["en", "dark"]] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${path}?bahasa=${lang}`);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await checkAccessibility();
      if (hasScript) {
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(beyond, "sideways scrolling").toBeLessThanOrEqual(0);
      }
    }
  });
}

test("with letters twice as large nothing lies beyond the edge", async ({ page, hasScript }) => {
  test.skip(!hasScript, "measured with a script");
  for (const path of [...PAGES, "/wilayah?q=wanagiri", "/daftar/konfirmasi"]) {
    await test.step(path, async () => {
      await page.goto(path);
      // As the setting of the browser does it, which no page can see.
      await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(beyond, `sideways scrolling on ${path}`).toBeLessThanOrEqual(0);
    });
  }
});

test("the landing page weighs at most 15 kB and fetches no script", async ({ page }) => {
  let bytes = 0;
  const kinds: string[] = [];
  page.on("response", async (response) => {
    kinds.push(response.request().resourceType());
    const sizes = await response.request().sizes();
    bytes += sizes.responseBodySize + sizes.responseHeadersSize;
  });

  await page.goto("/", { waitUntil: "networkidle" });

  expect(kinds).not.toContain("script");
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThanOrEqual(15_000);
});

test("an old name or code of a region leads to the new one", async ({ page }) => {
  for (const [old, now] of [["91.01", "93.01"], ["toba samosir", "Kab. Toba, Sumatera Utara"]] as const) {
    await page.goto("/wilayah");
    await page.getByLabel("Nama atau kode wilayah").fill(old);
    await page.getByRole("main").getByRole("button", { name: "Cari" }).click();

    await expect(page.getByRole("main")).toContainText(now);
  }
});

test("regions appear while somebody types, where scripts run", async ({ page, hasScript, checkAccessibility }) => {
  await page.goto("/wilayah");
  const field = page.getByLabel("Nama atau kode wilayah");
  await field.pressSequentially("wanagiri");
  if (!hasScript) await field.press("Enter");

  await expect(page.getByRole("main")).toContainText("Buleleng");
  await checkAccessibility();
});

test("an absent page says what to do and shows the request id", async ({ page, checkAccessibility, expectedErrors }) => {
  expectedErrors.push("404");
  const response = await page.goto("/tidak-ada");

  expect(response?.status()).toBe(404);
  const id = response?.headers()["x-request-id"] ?? "-";
  await expect(page.getByText(id)).toBeVisible();
  await checkAccessibility();
});

test("on paper the navigation is gone and the words stay", async ({ page }) => {
  await page.goto("/standar-pelayanan");
  await page.emulateMedia({ media: "print" });

  await expect(page.locator("header nav").first()).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
