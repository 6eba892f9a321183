// The portal answers: the first thing that is wrong when anything is.
import { expect, test } from "../fixtures/test.ts";

test("the landing page answers with one heading and no error", async ({ page, checkAccessibility }) => {
  const response = await page.goto("/");

  expect(response?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
  await checkAccessibility();
});

test("the landing page needs no sideways scrolling", async ({ page, hasScript }) => {
  test.skip(!hasScript, "measured with a script");
  await page.goto("/");

  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

  expect(overflow).toBeLessThanOrEqual(0);
});
