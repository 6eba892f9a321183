// What a sponsor types about one person in its care, group by group.
import { type Page, expect } from "@playwright/test";
import { chooseVillage, tick } from "./sponsor.ts";

/** Chooses one answer of a group of radios or checkboxes. */
export async function answer(page: Page, name: string, value: string): Promise<void> {
  await tick(page.locator(`input[name="${name}"][value="${value}"]`));
}

/** The one primary button of every group. */
export async function next(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Simpan dan lanjutkan" }).click();
}

export async function identity(page: Page, name: string, nik: string): Promise<void> {
  await page.locator("#name").fill(name);
  await answer(page, "sex", "P");
  await answer(page, "has_nik", "ya");
  await page.locator("#nik").fill(nik);
}

export async function birth(page: Page, day: string, month: string, year: string): Promise<void> {
  await page.locator("#place").fill("Singaraja");
  await page.locator("#day").fill(day);
  await page.locator("#month").fill(month);
  await page.locator("#year").fill(year);
  await answer(page, "precision", "day");
  await answer(page, "has_mother", "tidak");
  await answer(page, "no_mother", "not_on_certificate");
}

export async function home(page: Page, suggests: boolean): Promise<void> {
  await answer(page, "lives", "inside");
  await page.locator("#since_month").fill("7");
  await page.locator("#since_year").fill("2024");
  await answer(page, "has_address", "ya");
  await page.locator("#street").fill("Jalan Pahlawan 12");
  await chooseVillage(page, suggests);
}

export async function ground(page: Page): Promise<void> {
  await answer(page, "criterion", "orphanage_child");
  await answer(page, "parents", "neither");
}

export async function consent(page: Page): Promise<void> {
  await answer(page, "by", "institution");
  await page.locator("#consenter").fill("Sari Dewi");
  await page.locator("#basis").fill("Surat penyerahan 12/PA/2024");
  await answer(page, "method", "signature");
  await page.locator("#day").fill("20");
  await page.locator("#month").fill("11");
  await page.locator("#year").fill("2026");
  await tick(page.locator("input[name=agreed]"));
}

/** No page but the form of the number itself shows 16 digits in a row. */
export async function hidesNumbers(page: Page): Promise<void> {
  expect(await page.content()).not.toMatch(/\d{16}/);
}
