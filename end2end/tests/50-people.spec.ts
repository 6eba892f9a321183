// A sponsor enters the people in its care: five short groups of questions, each saved by itself.
import { expect, test } from "../fixtures/test.ts";
import { signIn } from "../pages/people.ts";
import { birth, consent, ground, hidesNumbers, home, identity, next } from "../pages/person.ts";
import { HTML, PHOTO } from "../pages/papers.ts";
import { PASSWORD, newSponsor, settledAt, uploadAt } from "../pages/sponsor.ts";

test("a child is entered group by group, left half-way and finished after signing in again", async ({
  page,
  hasScript,
  checkAccessibility,
  expectedErrors,
}) => {
  test.setTimeout(300_000);
  // A refused form answers 422, and the browser writes that down.
  expectedErrors.push("422");
  const sponsor = await newSponsor(page, "Panti Orang");

  await test.step("the empty list says what is needed", async () => {
    await page.getByRole("main").getByRole("link", { name: /Orang yang diasuh/ }).first().click();
    await expect(page).toHaveURL(/\/sponsor\/orang$/);
    await checkAccessibility();
    await page.getByRole("link", { name: "Tambah orang" }).first().click();
  });

  await test.step("a NIK with a digit too few is named, and everything typed stays", async () => {
    await identity(page, "Ni Luh Contoh", "510805520314900");
    await next(page);
    await expect(page.getByText("NIK terdiri dari 16 angka").first()).toBeVisible();
    await expect(page.locator("#name")).toHaveValue("Ni Luh Contoh");
    await checkAccessibility();
    await page.locator("#nik").fill("5108 0552 0314 9001");
    await next(page);
  });

  await test.step("a day that no calendar has is refused, the right one is kept", async () => {
    await birth(page, "31", "2", "2014");
    await next(page);
    await expect(page.getByRole("alert").or(page.locator(".error-summary")).first()).toBeVisible();
    await checkAccessibility();
    await page.locator("#day").fill("12");
    await page.locator("#month").fill("Maret");
    await next(page);
  });

  await test.step("whoever signs in again goes on where the file was left", async () => {
    await signIn(page, sponsor.email, PASSWORD);
    await page.goto("/sponsor/orang");
    await expect(page.getByText(/kurang 3 bagian/i).first()).toBeVisible();
    await hidesNumbers(page);
    await page.getByRole("link", { name: /Ni Luh Contoh/ }).first().click();
    await hidesNumbers(page);
    await checkAccessibility();
    await page.getByRole("link", { name: /Tempat tinggal/ }).first().click();
    await home(page, hasScript);
    await checkAccessibility();
    await next(page);
    await ground(page);
    await checkAccessibility();
    await next(page);
    await consent(page);
    await checkAccessibility();
    await next(page);
  });

  await test.step("the whole file is shown with the NIK masked", async () => {
    await expect(page.getByText("5108 •••• •••• 9001").first()).toBeVisible();
    await hidesNumbers(page);
    await checkAccessibility();
    await page.goto("/sponsor/orang");
    await expect(page.getByText(/1 orang, 1 lengkap|1 lengkap/i).first()).toBeVisible();
    await checkAccessibility();
  });

  await test.step("the face is sent, a wrong file is named, and having no family card is an answer", async () => {
    await page.getByRole("link", { name: /Ni Luh Contoh/ }).first().click();
    const file = page.url();
    await page.getByRole("link", { name: /Pas foto/ }).first().click();
    await checkAccessibility();
    await uploadAt(page, `${file}/berkas/pas_foto`, HTML);
    await expect(page.locator(".why").first()).toBeVisible();
    await uploadAt(page, `${file}/berkas/pas_foto`, PHOTO);
    await settledAt(page, `${file}/berkas/pas_foto`);
    await checkAccessibility();
    await page.goto(`${file}/berkas/family_card`);
    await checkAccessibility();
    await page.getByRole("button", { name: "Belum punya kartu keluarga" }).click();
    await expect(page).toHaveURL(file);
    await expect(page.getByText("Lengkap", { exact: true }).first()).toBeVisible();
    await checkAccessibility();
    await page.goto("/sponsor/orang");
    await expect(page.locator("main img")).toHaveCount(0);
  });

  await test.step("a search has an address that names nobody, and Back leads to it", async () => {
    await page.getByLabel("Cari nama").fill("luh contoh");
    await page.getByRole("button", { name: "Cari", exact: true }).click();
    await expect(page.getByText("1 orang cocok")).toBeVisible();
    expect(page.url()).not.toContain("contoh");
    await checkAccessibility();
    await page.getByRole("link", { name: /Ni Luh Contoh/ }).first().click();
    await expect(page).toHaveURL(/\/sponsor\/orang\/[0-9a-f-]+$/);
    await page.goBack();
    await expect(page.getByText("1 orang cocok")).toBeVisible();
  });

  await test.step("whoever takes a person out is asked first", async () => {
    await page.getByRole("link", { name: /Ni Luh Contoh/ }).first().click();
    await page.getByRole("link", { name: /Hapus dari daftar/ }).click();
    await checkAccessibility();
    await page.getByRole("button", { name: /Hapus/ }).click();
    await expect(page).toHaveURL(/\/sponsor\/orang$/);
    await expect(page.getByText("Ni Luh Contoh")).toHaveCount(0);
  });
});
