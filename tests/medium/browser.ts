import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** Chromium as `CHROMIUM` says, or by its usual names in the PATH; undefined where there is none. */
export const chromiumPath: string | undefined =
  process.env.CHROMIUM ||
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));

/** Stands behind a suite's name: says why it is skipped. */
export const needsChromium =
  chromiumPath === undefined
    ? "(skipped: no Chromium in the PATH, set CHROMIUM)"
    : "in Chromium";

/** A browser without window, with more switches. Root in a container has no sandbox to use. */
export async function launch(
  switches: readonly string[] = [],
): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? "",
    args: ["--no-sandbox", ...switches],
  });
}
