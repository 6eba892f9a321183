// What a sponsor does on the way to a sent file, step by step.
import { type Locator, type Page, expect } from "@playwright/test";
import { codeIn, readMail } from "./mailbox.ts";
import { unique } from "./people.ts";

export const PASSWORD = "sawah hijau tujuh kerbau";

/** A file as a form sends it. */
export type File = { name: string; mimeType: string; buffer: Buffer };

/** Ticks a choice; its label lies over it, so that the whole box can be touched. */
export async function tick(choice: Locator): Promise<void> {
  await choice.check({ force: true });
}

export async function register(page: Page, name: string, email: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("main").getByRole("link", { name: "Daftar sebagai sponsor" }).first().click();
  await tick(page.locator("input[name=kind][value=panti]"));
  await page.locator("#institution").fill(name);
  await page.locator("#in_charge").fill("Sari Dewi");
  await page.locator("#email").fill(email);
  await page.locator("#phone").fill("0812 3456 7890");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main form button:not([type=button])").last().click();
  await expect(page).toHaveURL(/\/daftar\/konfirmasi/);
}

export async function confirm(page: Page, email: string): Promise<void> {
  const mail = await readMail(page, email, /./);
  await page.locator("#code").fill(codeIn(mail));
  await page.locator("main form button").first().click();
  await expect(page).toHaveURL(/\/sponsor$/);
}

/** A sponsor nobody has seen before, signed in. */
export async function newSponsor(page: Page, words: string): Promise<{ name: string; email: string }> {
  const name = unique(words);
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@contoh.id`;
  await register(page, name, email);
  await confirm(page, email);
  return { name, email };
}

/** Chooses the village, from suggestions where scripts run, else by the button of the form. */
export async function chooseVillage(page: Page, suggests: boolean): Promise<void> {
  await page.locator("#village").fill("wanagiri buleleng");
  if (!suggests) await page.getByRole("button", { name: "Cari", exact: true }).click();
  await tick(page.getByLabel(/Wanagiri/).first());
}

export async function upload(page: Page, kind: string, file: File | string): Promise<void> {
  await uploadAt(page, `/sponsor/berkas/${kind}`, file);
}

export async function uploadAt(page: Page, path: string, file: File | string): Promise<void> {
  await page.goto(path);
  await page.locator("#berkas").setInputFiles(file);
  // The script of the page sends in the background: leaving before the answer would cut it off.
  await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === "POST"),
    page.getByRole("button", { name: "Unggah" }).click(),
  ]);
}

/** Waits until the decoder has looked at a paper, as a person would: by loading the page again. */
export async function settled(page: Page, kind: string): Promise<void> {
  await settledAt(page, `/sponsor/berkas/${kind}`);
}

export async function settledAt(page: Page, path: string): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await expect(page.locator(".paper-view img").first()).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
}

export async function send(page: Page): Promise<void> {
  await page.goto("/sponsor/kirim");
  await tick(page.getByLabel(/Saya menyatakan/));
  await page.getByRole("button", { name: "Kirim ke Dinas Sosial" }).click();
  await expect(page.locator(".confirmation").getByText(/VL-\d{4}-\d{6}/)).toBeVisible();
}
