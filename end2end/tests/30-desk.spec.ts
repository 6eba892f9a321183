// The office desk of the demo world: who sees what.
import { expect, test } from "../fixtures/test.ts";
import { OFFICER, OTHER_OFFICE, PROVINCE, signIn } from "../pages/people.ts";
import { PHOTO, longLetter } from "../pages/papers.ts";
import { chooseVillage, newSponsor, send, settled, upload } from "../pages/sponsor.ts";

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

test("a file is found by name and by number, and nothing of another office", async ({ page, checkAccessibility }) => {
  await signIn(page, OFFICER);
  await page.getByLabel("Nama lembaga atau nomor berkas").fill("harapan yayasan");
  await page.getByRole("button", { name: "Cari", exact: true }).click();
  await expect(page.getByRole("heading", { name: /berkas cocok dengan/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Yayasan Tunas Harapan/ })).toBeVisible();
  await checkAccessibility();
  const number = await page.getByRole("row", { name: /Yayasan Tunas Harapan/ }).getByRole("link").first().innerText();

  await page.getByLabel("Nama lembaga atau nomor berkas").fill(number);
  await page.getByLabel("Nama lembaga atau nomor berkas").press("Enter");
  await expect(page.getByRole("row", { name: /Yayasan Tunas Harapan/ })).toBeVisible();
  await page.getByRole("link", { name: "Tutup pencarian" }).click();
  await expect(page.locator(".tabs [aria-current]")).toHaveCount(1);

  await signIn(page, OTHER_OFFICE);
  await page.goto(`/kantor?cari=${number}`);
  await expect(page.getByText("Tidak ada berkas yang cocok")).toBeVisible();
  await checkAccessibility();
});

test("an officer reads a letter page by page, and decides beside the papers", async ({
  page,
  hasScript,
  checkAccessibility,
}) => {
  const { name } = await newSponsor(page, "Panti Surat");
  await page.goto("/sponsor/lembaga");
  await page.locator("#residents").fill("24");
  await page.locator("#street").fill("Jalan Pahlawan 12");
  await chooseVillage(page, hasScript);
  await page.getByRole("button", { name: "Simpan" }).click();
  await upload(page, "premises_photo", PHOTO);
  await settled(page, "premises_photo");
  await upload(page, "recommendation_letter", longLetter());
  await settled(page, "recommendation_letter");
  await send(page);

  await signIn(page, OFFICER);
  await page.goto(`/kantor?cari=${encodeURIComponent(name)}`);
  await page.getByRole("row", { name: new RegExp(name) }).getByRole("link").first().click();
  await page.getByRole("button", { name: "Ambil berkas" }).click();
  await expect(page.getByText("Halaman 1 dari 3")).toBeVisible();
  await page.getByRole("link", { name: "Verifikasi…" }).click();
  await expect(page.getByText("Ada halaman yang belum Anda buka")).toBeVisible();
  await expect(page.locator(".paper-view img")).toHaveCount(2);
  await checkAccessibility();
  await page.getByRole("link", { name: "Kembali ke berkas" }).click();

  await page.getByRole("link", { name: "Halaman 2" }).click();
  await expect(page.getByText("Halaman 2 dari 3")).toBeVisible();
  await expect(page.getByRole("img")).toHaveJSProperty("complete", true);
  await checkAccessibility();
  await page.getByRole("link", { name: "Halaman berikutnya" }).click();
  await expect(page.getByText("Halaman 3 dari 3")).toBeVisible();
  await expect(page.getByRole("img")).toHaveJSProperty("complete", true);
  await page.getByRole("link", { name: "Kembali ke berkas lembaga" }).first().click();
  await page.getByRole("link", { name: "Verifikasi…" }).click();
  await expect(page.getByText("Ada halaman yang belum Anda buka")).toHaveCount(0);
  await page.getByRole("link", { name: "Kembali ke berkas" }).first().click();
  await page.getByRole("link", { name: "Tolak…" }).click();
  await checkAccessibility();
  await page.getByRole("link", { name: "Kembali ke berkas" }).first().click();
  await page.getByRole("button", { name: "Lepas ke antrean" }).click();
  await expect(page).toHaveURL(/\/kantor$/);
});
