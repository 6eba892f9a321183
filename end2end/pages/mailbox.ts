// The trial mailbox: what a person would read in their own.
import { type Page, expect } from "@playwright/test";

/** The text of the newest mail to `address` whose subject matches. */
export async function readMail(page: Page, address: string, subject: RegExp): Promise<string> {
  const mailbox = await page.context().newPage();
  try {
    const line = mailbox.locator(".mailbox li", { hasText: address }).filter({ hasText: subject }).first();
    await expect(async () => {
      await mailbox.goto("/dev/kotak-surat");
      await expect(line).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await line.getByRole("link").click();
    return await mailbox.locator(".letter").innerText();
  } finally {
    await mailbox.close();
  }
}

/** The six digits in a mail. */
export function codeIn(text: string): string {
  return text.match(/(?<![\w-])(\d{3}) (\d{3})(?![\w-])/)?.slice(1).join("") ?? "";
}

/** The address of a link in a mail, without the host. */
export function linkIn(text: string, path: string): string {
  return text.match(new RegExp(`https?://[^/\\s]+(${path}[^\\s]+)`))?.[1] ?? "";
}
