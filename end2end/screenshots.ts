// The pictures of the README. A new one is one more entry in PICTURES.
import { mkdirSync } from "node:fs";
import { type Page, test } from "@playwright/test";
import { OFFICER, signIn } from "./pages/people.ts";

const FOLDER = new URL("screenshots/", import.meta.url).pathname;

type Picture = {
  /** File name without `.png`. */
  name: string;
  /** Where to go. */
  path: string;
  width?: number;
  height?: number;
  dark?: boolean;
  /** The whole page instead of the window. */
  whole?: boolean;
  /** What to do before going there, such as signing in. */
  before?: (page: Page) => Promise<void>;
  /** What to do there before the picture is taken. */
  there?: (page: Page) => Promise<void>;
};

const PICTURES: Picture[] = [
  { name: "landing", path: "/" },
  { name: "landing-phone", path: "/", width: 360, height: 740 },
  { name: "landing-dark", path: "/", dark: true },
  { name: "sponsor", path: "/sponsor", before: as("sari@kasihbunda.contoh.id") },
  { name: "sponsor-phone", path: "/sponsor", width: 360, height: 740, before: as("sari@kasihbunda.contoh.id") },
  { name: "queue", path: "/kantor", before: as(OFFICER) },
  { name: "case", path: "/kantor?tab=diperiksa", before: as(OFFICER), there: openFirst },
  { name: "return", path: "/kantor?tab=diperiksa", height: 1100, before: as(OFFICER), there: openReturn },
  { name: "decide-phone", path: "/kantor?tab=diperiksa", width: 360, height: 740, before: as(OFFICER), there: openReturn },
];

/** Signs in with the published password of the demo world. */
function as(email: string): (page: Page) => Promise<void> {
  return (page) => signIn(page, email);
}

/** Opens the first file of the queue. */
async function openFirst(page: Page): Promise<void> {
  await page.getByRole("link", { name: /VL-/ }).first().click();
  await page.waitForLoadState("networkidle");
}

async function openReturn(page: Page): Promise<void> {
  await openFirst(page);
  await page.goto(`${page.url()}/kembalikan`);
}

for (const picture of PICTURES) {
  test(picture.name, async ({ browser, baseURL }) => {
    mkdirSync(FOLDER, { recursive: true });
    const page = await browser.newPage({
      baseURL,
      viewport: { width: picture.width ?? 1280, height: picture.height ?? 800 },
      colorScheme: picture.dark ? "dark" : "light",
      reducedMotion: "reduce",
    });
    await picture.before?.(page);
    const response = await page.goto(picture.path, { waitUntil: "networkidle" });
    if (!response?.ok()) {
      throw new Error(`${picture.path} answered ${response?.status()}`);
    }
    await picture.there?.(page);
    await page.screenshot({ path: `${FOLDER}${picture.name}.png`, fullPage: picture.whole ?? false });
    await page.close();
  });
}
