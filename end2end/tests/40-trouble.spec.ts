// What goes wrong in real life: every time there is a sentence that says what to do, and nothing is lost.
import { writeFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { BAD_LETTERS, BAD_PHOTOS, LETTER, PHOTO } from "../pages/papers.ts";
import { linkIn, readMail } from "../pages/mailbox.ts";
import { signIn } from "../pages/people.ts";
import { PASSWORD, chooseVillage, newSponsor, send, settled, tick, upload } from "../pages/sponsor.ts";

/** What an hour of silence does: the session is gone, the browser still knows who it was. */
async function loseSession(page: Page): Promise<void> {
  await page.context().clearCookies({ name: "__Host-sesi" });
}

test("a file that cannot be used gets a sentence that says why", async ({ page, checkAccessibility, expectedErrors }, info) => {
  test.setTimeout(400_000);
  expectedErrors.push("422", "413");
  await newSponsor(page, "Panti Berkas");
  const cases = [
    ...BAD_PHOTOS.map((file) => ({ kind: "premises_photo", ...file })),
    ...BAD_LETTERS.map((file) => ({ kind: "recommendation_letter", ...file })),
  ];
  for (const { kind, why, ...file } of cases) {
    await test.step(`${kind}: ${file.name}`, async () => {
      await upload(page, kind, file);
      await expect(async () => {
        // At once, or when the decoder has looked at it.
        if (!(await page.getByText(why).first().isVisible())) await page.goto(`/sponsor/berkas/${kind}`);
        await expect(page.getByText(why).first()).toBeVisible({ timeout: 3_000 });
      }).toPass({ timeout: 60_000 });
    });
  }
  await checkAccessibility();

  await test.step("a file of 61 MB", async () => {
    // A letter: a photo would be made smaller in the browser first.
    const giant = info.outputPath("besar.pdf");
    writeFileSync(giant, Buffer.concat([LETTER.buffer, Buffer.alloc(61_000_000 - LETTER.buffer.length, "x")]));
    await upload(page, "recommendation_letter", giant);
    await expect(page.getByText("lebih besar dari batas").first()).toBeVisible();
  });

  await test.step("the right files are taken afterwards", async () => {
    await upload(page, "premises_photo", PHOTO);
    await settled(page, "premises_photo");
    await upload(page, "recommendation_letter", LETTER);
    await settled(page, "recommendation_letter");
  });
});

test("two tabs, a lost session and the back button lose nothing", async ({ page, hasScript, expectedErrors }) => {
  expectedErrors.push("422");
  const { email } = await newSponsor(page, "Panti Sibuk");

  await test.step("a region that no longer exists is said so, and what was typed stays", async () => {
    await page.goto("/sponsor/lembaga");
    await page.locator("#residents").fill("24");
    await page.locator("#street").fill("Jalan Pahlawan 12");
    await page.locator("#village").fill("99.99.99.9999");
    await page.getByRole("button", { name: "Simpan" }).click();
    await expect(page.getByText("Tidak ditemukan").first()).toBeVisible();
    await expect(page.locator("#street")).toHaveValue("Jalan Pahlawan 12");
  });

  await test.step("the slower of two tabs is told, and keeps its words", async () => {
    await page.goto("/sponsor/lembaga");
    const other = await page.context().newPage();
    await other.goto("/sponsor/lembaga");
    for (const [tab, street] of [[page, "Jalan Pertama 1"], [other, "Jalan Kedua 2"]] as const) {
      await tab.locator("#residents").fill("24");
      await tab.locator("#street").fill(street);
      await chooseVillage(tab, hasScript);
      await tab.getByRole("button", { name: "Simpan" }).click();
    }
    await expect(page).toHaveURL(/\/sponsor$/);
    await expect(other.getByText("tab atau perangkat lain").first()).toBeVisible();
    await expect(other.locator("#street")).toHaveValue("Jalan Kedua 2");
    await other.getByRole("button", { name: "Simpan" }).click();
    await expect(other).toHaveURL(/\/sponsor$/);
    await other.close();
  });

  await test.step("a form whose session has ended comes back after signing in", async () => {
    await page.goto("/sponsor/lembaga");
    await page.locator("#street").fill("Jalan Ketiga 3");
    await loseSession(page);
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.getByLabel("Alamat email").fill(email);
    await page.getByLabel("Kata sandi", { exact: true }).fill(PASSWORD);
    await page.getByRole("main").getByRole("button", { name: "Masuk", exact: true }).click();
    await expect(page).toHaveURL(/\/sponsor\/lembaga/);
    await expect(page.locator("#street")).toHaveValue("Jalan Ketiga 3");
    await page.getByRole("button", { name: "Simpan" }).click();
    await expect(page).toHaveURL(/\/sponsor$/);
  });

  await test.step("an upload whose session has ended says that the file has to be chosen again", async () => {
    await page.goto("/sponsor/berkas/premises_photo");
    await page.locator("#berkas").setInputFiles(PHOTO);
    await loseSession(page);
    await page.getByRole("button", { name: "Unggah" }).click();
    await expect(page.getByText("pilih berkasnya sekali lagi")).toBeVisible();
    await page.getByLabel("Alamat email").fill(email);
    await page.getByLabel("Kata sandi", { exact: true }).fill(PASSWORD);
    await page.getByRole("main").getByRole("button", { name: "Masuk", exact: true }).click();
    await expect(page).toHaveURL(/\/sponsor\/berkas\/premises_photo/);
  });

  await test.step("sent, gone back, sent again: one receipt", async () => {
    await upload(page, "premises_photo", PHOTO);
    await settled(page, "premises_photo");
    await upload(page, "recommendation_letter", LETTER);
    await settled(page, "recommendation_letter");
    await send(page);
    const receipt = await page.locator(".confirmation").getByText(/VL-\d{4}-\d{6}/).innerText();
    await page.goBack();
    if (page.url().endsWith("/sponsor/kirim")) {
      await tick(page.getByLabel(/Saya menyatakan/));
      await page.getByRole("button", { name: "Kirim ke Dinas Sosial" }).click();
    }
    await page.goto("/sponsor/terkirim");
    await expect(page.locator(".confirmation").getByText(receipt)).toBeVisible();
  });
});

test("a forgotten password is made new by the link in the mail, once", async ({ page, checkAccessibility, expectedErrors }) => {
  // A spent link is gone, and its page says so.
  expectedErrors.push("410");
  const { email } = await newSponsor(page, "Panti Lupa");
  await page.context().clearCookies();
  await page.goto("/masuk");
  await page.getByRole("link", { name: "Lupa kata sandi?" }).click();
  await page.getByLabel("Alamat email").fill(email);
  await page.getByRole("button", { name: "Kirim tautan" }).click();
  await expect(page.getByRole("heading", { name: "Periksa email Anda" })).toBeVisible();
  await checkAccessibility();
  const link = linkIn(await readMail(page, email, /sandi/i), "/sandi-baru/");

  await page.goto(link);
  await checkAccessibility();
  await page.locator("#password").fill("kebun teh di lereng gunung");
  await page.locator("main form.post-form button.button").last().click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Ada masalah");
  await signIn(page, email, "kebun teh di lereng gunung");
  await expect(page).toHaveURL(/\/sponsor$/);

  await page.goto(link);
  await expect(page.locator("#password")).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText("sudah dipakai");
  await checkAccessibility();
});

test("a chosen village never turns into another one while the search goes on", async ({ page, hasScript }) => {
  test.skip(!hasScript, "without the island the list changes with the page");
  await newSponsor(page, "Panti Pindah");
  await page.goto("/sponsor/lembaga");
  await page.locator("#village").fill("wonokromo");
  await tick(page.getByLabel(/Wonokromo/).first());
  await page.locator("#village").fill("");
  await expect(page.locator("input[name=village]:checked")).toHaveCount(1);
  await page.locator("#village").fill("gubeng surabaya");
  await expect(page.getByLabel(/Gubeng/).first()).toBeVisible();

  await expect(page.locator("input[name=village]:checked")).toHaveCount(0);
});

test("a form is readable with the colours that the person forces", async ({ page, hasScript }) => {
  test.skip(!hasScript, "measured with a script");
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("/masuk");
  const button = page.getByRole("main").getByRole("button", { name: "Masuk", exact: true });
  await page.getByLabel("Alamat email").focus();

  const edges = await button.evaluate((one) => getComputedStyle(one).borderTopStyle);
  const focus = await page.getByLabel("Alamat email").evaluate((one) => getComputedStyle(one).outlineStyle);

  expect(edges, "a button has an edge without its background").not.toBe("none");
  expect(focus, "the focus is a line, not a shadow").not.toBe("none");
});

test("without a connection a page of ours says what to do", async ({ page, context, hasScript, expectedErrors }) => {
  test.skip(!hasScript, "without scripts the browser says it in its own words");
  expectedErrors.push("ERR_INTERNET_DISCONNECTED", "Failed to load resource");
  await page.goto("/wilayah");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

  await context.setOffline(true);
  await page.goto("/daftar");
  await expect(page.getByRole("heading", { name: "Tidak ada sambungan internet" })).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("link", { name: "Coba lagi" }).click();

  await expect(page).toHaveURL(/\/daftar$/);
  await expect(page.locator("#institution")).toBeVisible();
});

test("every page speaks English when it is asked to", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "English" }).first().click();
  for (const path of ["/", "/standar-pelayanan", "/privasi", "/aksesibilitas", "/daftar", "/masuk", "/wilayah"]) {
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByRole("main")).not.toContainText(/\b(Anda|yang|dengan|untuk)\b/);
  }
});
