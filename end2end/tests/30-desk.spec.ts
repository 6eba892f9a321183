// The office desk of the demo world: who sees what.
import { expect, test } from "../fixtures/test.ts";
import { OFFICER, OTHER_OFFICE, PROVINCE, signIn } from "../pages/people.ts";

test("the regency sees its queue, the province reads, another office sees nothing of it", async ({ page, checkAccessibility }) => {
  await signIn(page, OFFICER);
  await expect(page.getByText("Yayasan Tunas Harapan")).toBeVisible();
  await checkAccessibility();

  await signIn(page, PROVINCE);
  await expect(page.getByText("Yayasan Tunas Harapan")).toBeVisible();
  await expect(page.getByRole("button", { name: /Ambil/ })).toHaveCount(0);
  await page.getByRole("link", { name: /VL-/ }).first().click();
  await expect(page.getByText("Tidak ada yang perlu Anda lakukan.")).toBeVisible();
  await checkAccessibility();

  await signIn(page, OTHER_OFFICE);
  await expect(page.getByText("Yayasan Tunas Harapan")).toHaveCount(0);
});

test("every list of the queue has its own address", async ({ page, checkAccessibility }) => {
  await signIn(page, OFFICER);
  for (const tab of ["diperiksa", "dikembalikan", "terverifikasi", "ditolak"]) {
    await page.goto(`/kantor?tab=${tab}`);
    await expect(page.locator(".tabs [aria-current]")).toHaveCount(1);
    await checkAccessibility();
  }
});
