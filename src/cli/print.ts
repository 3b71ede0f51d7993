import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../errors.ts";
import { readIfThere, writeWhole } from "../files.ts";
import type { Streams } from "./command.ts";

/** What Chromium and its kin are called in the PATH. */
const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome.exe",
  "msedge.exe",
];

/** Where they lie when nobody put them into the PATH. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Milliseconds that a browser may take: a deck takes two seconds, a slow disk ten. */
const patience = 60_000;

/**
 * Prints the page at `from` as a PDF at `to`, one that has its own page size. Throws UserError
 * where there is no Chromium, or where it prints nothing.
 */
export async function printPdf(
  from: string,
  to: string,
  { env, signal }: Pick<Streams, "env" | "signal">,
): Promise<void> {
  const browser = findBrowser(env);
  if (browser === undefined)
    throw new UserError(
      "no Chromium or Chrome to print with",
      "install one, or set CHROME_PATH to it; any browser prints slides.html, too",
    );
  const folder = await mkdtemp(join(tmpdir(), "lectern-print-"));
  try {
    const paper = join(folder, "slides.pdf");
    const said = await run(
      browser,
      [
        "--headless",
        // Root has no sandbox to use, as in a container.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        `--user-data-dir=${join(folder, "profile")}`,
        "--no-pdf-header-footer",
        `--print-to-pdf=${paper}`,
        pathToFileURL(from).href,
      ],
      signal,
    );
    if ((await readIfThere(paper)) === undefined)
      throw new UserError(
        `browser printed nothing: ${browser}${said}`,
        "print slides.html from a browser instead",
      );
    await writeWhole(to, await readFile(paper));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** As `CHROME_PATH` says, else by its usual names in the PATH, else in its usual places. */
function findBrowser({
  CHROME_PATH,
  PATH,
}: NodeJS.ProcessEnv): string | undefined {
  if (CHROME_PATH) return CHROME_PATH;
  const inPath = (PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [...inPath, ...places].find((path) => existsSync(path));
}

/** Runs the program; why it could not be run, where it could not, in words. */
function run(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { stdio: "ignore", signal, timeout: patience } as const;
    const child = spawn(program, [...args], options);
    child.once("error", (error) =>
      signal.aborted ? reject(error) : resolve(`: ${error.message}`),
    );
    child.once("close", () => resolve(""));
  });
}
