// Who uses the portal in a journey.
import { type Page, expect } from "@playwright/test";

/** The published password of the demo world. */
export const DEMO_PASSWORD = "payung teduh hujan sore";
export const OFFICER = "nyoman@dinsos.contoh.id";
export const SECOND_OFFICER = "ketut@dinsos.contoh.id";
export const PROVINCE = "putu@dinsos.contoh.id";
export const OTHER_OFFICE = "rina@dinsos.contoh.id";

/** Signs in, whoever was signed in before. */
export async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.context().clearCookies();
  await page.goto("/masuk");
  await page.getByLabel("Alamat email").fill(email);
  await page.getByLabel("Kata sandi", { exact: true }).fill(password);
  await page.getByRole("main").getByRole("button", { name: "Masuk", exact: true }).click();
  await expect(page).toHaveURL(/\/(sponsor|kantor)/);
}

/** A name that no other test uses. */
export function unique(words: string): string {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const tail = Array.from({ length: 8 }, () => letters[Math.floor(Math.random() * 26)]).join("");
  return `${words} ${tail}`;
}
