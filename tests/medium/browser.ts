import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Chromium as `CHROMIUM` says, or by its usual names in the PATH; undefined where there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM, PATH = "" } = process.env;
  if (CHROMIUM) return CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome"];
  return PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Root in a container has no sandbox to use. */
export const chromiumArgs = ["--no-sandbox"];
