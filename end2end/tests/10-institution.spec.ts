// The walk of the house: a sponsor registers, its social office returns the file, sees it corrected, and
// verifies it. Runs with and without scripts, wide and narrow, and with the wasm refused.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { HTML, LETTER, LETTER_AGAIN, PHOTO } from "../pages/papers.ts";
import { OFFICER, signIn, unique } from "../pages/people.ts";
import { PASSWORD, chooseVillage, confirm, register, send, settled, tick, upload } from "../pages/sponsor.ts";

/** Finds the case as an officer finds one of many, and takes it. */
async function take(page: Page, name: string) {
  await signIn(page, OFFICER);
  await page.getByLabel("Nama lembaga atau nomor berkas").fill(name);
  await page.getByRole("button", { name: "Cari", exact: true }).click();
  await page.getByRole("row", { name: new RegExp(name) }).getByRole("link").first().click();
  await page.getByRole("button", { name: "Ambil berkas" }).click();
  await expect(page.getByRole("link", { name: "Verifikasi…" })).toBeVisible();
  for (const picture of await page.locator(".paper-view img").all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect(picture).toHaveJSProperty("complete", true);
  }
}

test("a sponsor registers, and its social office verifies it after a correction", async ({
  page,
  hasScript,
  refuseWasm,
  checkAccessibility,
  expectedErrors,
}) => {
  test.setTimeout(400_000);
  // A refused form answers 422, and the browser writes that down.
  expectedErrors.push("422");
  const name = unique("Panti Uji");
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@contoh.id`;

  await test.step("registers and confirms by code", async () => {
    await register(page, name, email);
    await checkAccessibility();
    await confirm(page, email);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
    await checkAccessibility();
  });

  await test.step("fills in the profile, choosing the village from the list", async () => {
    await page.getByRole("link", { name: "Lanjutkan: Profil lembaga" }).click();
    await page.locator("#residents").fill("24");
    await page.locator("#street").fill("Jalan Pahlawan 12");
    await chooseVillage(page, hasScript && !refuseWasm);
    await expect(page.locator("#street")).toHaveValue("Jalan Pahlawan 12");
    await checkAccessibility();
    await page.getByRole("button", { name: "Simpan" }).click();
    await expect(page).toHaveURL(/\/sponsor$/);
  });

  await test.step("is told why a wrong file is no photo, and sends the right ones", async () => {
    await upload(page, "premises_photo", HTML);
    await expect(page.locator(".why").first()).toBeVisible();
    await upload(page, "premises_photo", PHOTO);
    await settled(page, "premises_photo");
    await upload(page, "recommendation_letter", LETTER);
    await settled(page, "recommendation_letter");
    await checkAccessibility();
  });

  await test.step("checks, declares and sends", async () => {
    await send(page);
    await checkAccessibility();
  });

  await test.step("is asked before the file is taken back, and leaves it where it is", async () => {
    await page.goto("/sponsor");
    await page.getByRole("link", { name: "Tarik kembali…" }).click();
    await expect(page.getByText("Tempat Anda di antrean hilang")).toBeVisible();
    await checkAccessibility();
    await page.getByRole("link", { name: "Batal, biarkan di antrean" }).click();
    await page.getByRole("link", { name: /Lihat tanda terima VL-/ }).click();
    await expect(page).toHaveURL(/\/sponsor\/terkirim$/);
  });

  await test.step("the officer returns the letter with a reason", async () => {
    await take(page, name);
    await checkAccessibility();
    await page.getByRole("link", { name: "Kembalikan…" }).click();
    await tick(page.getByRole("group", { name: "Surat rekomendasi" }).getByRole("radio").nth(2));
    await page.locator("[name=recommendation_letter_kata]").fill("Tanda tangan kepala desa belum ada.");
    await checkAccessibility();
    await page.getByRole("button", { name: "Kembalikan kepada sponsor" }).click();
    await expect(page).toHaveURL(/\/kantor$/);
  });

  await test.step("the sponsor reads the reason, replaces only the letter and sends again", async () => {
    await signIn(page, email, PASSWORD);
    await expect(page.getByText("Tanda tangan kepala desa belum ada.").first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Perbaiki: Surat rekomendasi" })).toBeVisible();
    await page.goto("/sponsor/berkas/premises_photo");
    await expect(page.locator("#berkas")).toHaveCount(0);
    await upload(page, "recommendation_letter", LETTER);
    await expect(page.locator(".why").filter({ hasText: "persis berkas yang dikembalikan" })).toBeVisible();
    await upload(page, "recommendation_letter", LETTER_AGAIN);
    await settled(page, "recommendation_letter");
    await send(page);
  });

  await test.step("the officer verifies with a visit note", async () => {
    await take(page, name);
    await page.getByRole("link", { name: "Verifikasi…" }).click();
    const today = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Jakarta" }).format(new Date());
    await page.locator("#visited_on").fill(today);
    await page.locator("#visit_words").fill("Papan nama ada, pengurus ditemui, penghuni sesuai.");
    await page.getByRole("button", { name: "Nyatakan terverifikasi" }).click();
    await expect(page).toHaveURL(/\/kantor$/);
  });

  await test.step("the sponsor sees the decision and who opened the file", async () => {
    await signIn(page, email, PASSWORD);
    await expect(page.getByRole("heading", { name: "Lembaga Anda terverifikasi" })).toBeVisible();
    await page.goto("/sponsor/riwayat");
    await expect(page.getByText("Dinas Sosial Kabupaten Buleleng").first()).toBeVisible();
    await checkAccessibility();
  });
});
