// The pictures of the README. A new one is one more entry in PICTURES.
import { mkdirSync } from "node:fs";
import { type Page, test } from "@playwright/test";

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
];

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
