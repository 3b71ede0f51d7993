import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../../errors.ts";
import { parsePages, type TextPage } from "./words.ts";

/** A slide as LibreOffice draws it. */
export interface RenderedSlide extends TextPage {
  /** `dotsPerInch` fine. */
  readonly png: Buffer;
}

/** Pixels an inch: a page of 16:9 is 1280 × 720. */
const dotsPerInch = 96;

/** Milliseconds for the start of LibreOffice, and for each deck; a deck takes two seconds. */
const patience = { start: 60_000, deck: 30_000 } as const;

/** As the PDF would be printed: what is drawn to the bit, no picture made coarser. */
const lossless = `pdf:impress_pdf_Export:${JSON.stringify({
  UseLosslessCompression: { type: "boolean", value: "true" },
  ReduceImageResolution: { type: "boolean", value: "false" },
})}`;

/** Where LibreOffice lies when nobody put it into the PATH. */
const places = [
  "/Applications/LibreOffice.app/Contents/MacOS/soffice",
  "C:\\Program Files\\LibreOffice\\program\\soffice.com",
];

/** What the rendering may touch of the outside. */
export interface Outside {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Starts programs, all with one environment, until a signal. */
type Run = (
  program: string,
  args: readonly string[],
  milliseconds: number,
) => Promise<string>;

/** The programs that draw a deck. */
export interface Office {
  readonly soffice: string;
  readonly pdftoppm: string;
  readonly pdftohtml: string;
}

/** Finds LibreOffice and Poppler. Throws UserError (exit code 2) that says what to install. */
export function findOffice({ PATH }: NodeJS.ProcessEnv): Office {
  const folders = (PATH ?? "").split(delimiter);
  const find = (name: string, others: readonly string[] = []) => {
    const names = [name, `${name}.exe`];
    const inPath = folders.flatMap((each) => names.map((n) => join(each, n)));
    const found = [...inPath, ...others].find((path) => existsSync(path));
    if (found !== undefined) return found;
    const what = name === "soffice" ? "LibreOffice" : "Poppler";
    throw new UserError(
      `no ${what} to render slides with: ${name} is not in the PATH`,
      "install LibreOffice and Poppler (poppler-utils), or check without --render",
      2,
    );
  };
  return {
    soffice: find("soffice", places),
    pdftoppm: find("pdftoppm"),
    pdftohtml: find("pdftohtml"),
  };
}

/**
 * The slides of each deck, as LibreOffice draws them: one start of it for all decks, with a profile
 * of its own in a folder that is removed whatever happens. Throws UserError where a program fails or
 * takes too long, and the signal's reason.
 */
export async function renderDecks(
  decks: readonly Buffer[],
  { soffice, pdftoppm, pdftohtml }: Office,
  outside: Outside,
): Promise<readonly (readonly RenderedSlide[])[]> {
  if (decks.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), "lectern-render-"));
  const run: Run = (...what) => runProgram(...what, outside);
  try {
    const paths = decks.map((_, index) => join(folder, `${index}.pptx`));
    for (const [index, bytes] of decks.entries())
      await writeFile(join(folder, `${index}.pptx`), bytes);
    const profile = pathToFileURL(join(folder, "profile")).href;
    await run(
      soffice,
      [
        ...[`-env:UserInstallation=${profile}`, "--headless"],
        ...["--convert-to", lossless, "--outdir", folder, ...paths],
      ],
      patience.start + decks.length * patience.deck,
    );
    const rendered: RenderedSlide[][] = [];
    for (const index of decks.keys()) {
      const pdf = join(folder, `${index}.pdf`);
      if (!existsSync(pdf))
        throw new UserError(
          `LibreOffice made no pages of deck ${index + 1} of ${decks.length}`,
          "open its deck.pptx there, and see what it says",
        );
      const pictures = join(folder, `${index}-page`);
      const fine = ["-r", String(dotsPerInch), "-png", pdf, pictures];
      await run(pdftoppm, fine, patience.deck);
      const how = ["-xml", "-i", "-q", "-zoom", "3", "-enc", "UTF-8"];
      const words = await run(
        pdftohtml,
        [...how, "-stdout", pdf],
        patience.deck,
      );
      rendered.push(
        await readPages(folder, `${index}-page-`, parsePages(words)),
      );
    }
    return rendered;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function readPages(
  folder: string,
  prefix: string,
  pages: readonly TextPage[],
): Promise<RenderedSlide[]> {
  const names = (await readdir(folder)).filter((name) =>
    name.startsWith(prefix),
  );
  // Poppler writes as many digits as the last page has: names are in the order of pages.
  const pictures = await Promise.all(
    names.sort().map((name) => readFile(join(folder, name))),
  );
  return pages.map((page, index) => {
    const png = pictures[index];
    if (png === undefined) throw new Error(`no picture of page ${index + 1}`);
    return { ...page, png };
  });
}

/** What the program prints. It ends with all that it started, in time or at the signal. */
function runProgram(
  program: string,
  args: readonly string[],
  milliseconds: number,
  { env, signal }: Outside,
): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const isGroup = process.platform !== "win32";
    const child = spawn(program, args, {
      ...{ env, detached: isGroup, windowsHide: true },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let late = false;
    // soffice is a script around the program that works: both are in one group.
    const end = () => {
      if (child.pid === undefined || child.exitCode !== null) return;
      if (isGroup) process.kill(-child.pid, "SIGKILL");
      else child.kill("SIGKILL");
    };
    const timer = setTimeout(() => {
      late = true;
      end();
    }, milliseconds);
    signal.addEventListener("abort", end, { once: true });
    const said: Buffer[] = [];
    child.stdout.on("data", (bytes: Buffer) => said.push(bytes));
    const close = (why: string | undefined) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      if (signal.aborted) reject(signal.reason);
      else if (why === undefined) resolve(Buffer.concat(said).toString("utf8"));
      else
        reject(
          new UserError(
            `${program} ${why}`,
            "check one topic at a time, or without --render",
          ),
        );
    };
    child.once("error", (error) => close(`did not start: ${error.message}`));
    child.once("close", (code) => {
      if (late) close(`took more than ${milliseconds / 1000} s`);
      else close(code === 0 ? undefined : `ended with ${code}`);
    });
  });
}
