import { execFile, execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { Package } from "../../../src/deck/package/package.ts";
import { readSheet } from "../../../src/deck/package/sheet.ts";
import { all } from "../../../src/deck/package/xml.ts";
import { mergeDeck } from "../../../src/deck/refresh/merge.ts";
import { formatReport } from "../../../src/deck/refresh/report.ts";
import { lintPackage } from "../../../src/deck/rules/package.ts";
import { before, now } from "./decks.ts";
import { slidesOf } from "./edits.ts";

const run = promisify(execFile);
const office = "soffice";

const isThere = (() => {
  try {
    execFileSync(office, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn("refresh after LibreOffice skipped: it is not installed");
    return false;
  }
})();

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const scripts = 'xmlns:library="http://openoffice.org/2000/library"';

/** Opens the deck in LibreOffice, where a macro does what a person does, and saves it. */
async function byHand(deck: Buffer, folder: string): Promise<Buffer> {
  const [from, to] = [join(folder, "in.pptx"), join(folder, "out.pptx")];
  await writeFile(from, deck);
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile"))}`;
  // It makes its profile first: what lies there already it would write over.
  await run(office, [profile, "--headless", "--terminate_after_init"]);
  const basic = join(folder, "profile/user/basic");
  const library = join(basic, "Standard");
  await mkdir(library, { recursive: true });
  const text = await readFile(new URL("person.bas", import.meta.url), "utf8");
  const macro = text
    .replace('"IN"', `"${pathToFileURL(from)}"`)
    .replace('"OUT"', `"${pathToFileURL(to)}"`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;");
  await writeFile(
    join(basic, "script.xlc"),
    `${head}<library:libraries ${scripts} xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>`,
  );
  await writeFile(
    join(library, "script.xlb"),
    `${head}<library:library ${scripts} library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Person"/></library:library>`,
  );
  await writeFile(
    join(library, "Person.xba"),
    `${head}<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Person" script:language="StarBasic">${macro}</script:module>`,
  );
  await run(office, [
    ...[profile, "--headless", "--norestore", "macro:///Standard.Person.Main"],
  ]);
  return readFile(to);
}

test.skipIf(!isThere)(
  "what a person did in LibreOffice is all there, with the new numbers in it",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "lectern-refresh-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const hers = await dragFirst(await byHand(await before, folder));
    const { bytes, ...done } = await mergeDeck(
      ...([hers, await before, await now] as const),
    );
    const merged = await Package.open(bytes);
    const words = (part: string) =>
      all(merged.document(part), "a:r")
        .map((each) => each.textContent)
        .join("|");
    const slides = slidesOf(merged);
    expect(slides.map(words)).toEqual([
      "HAND3X on a slide of my own",
      ...Array(2).fill("The mean digit calls 87.6% right|A talk|A line"),
      "It is all the same|Both call 1999 digits|Neither learns",
      "This slide was not there before|It says that 87.6% are right",
      "A shift costs more than any choice|The same digits, moved|HAND2X of my own",
      "L1 beats RMSE by a hair|distance|accuracy|threes|sevens|L1, mean absolute difference|87.65%|91.68%|98.54%|RMSE, root of the mean square|84.76%|91.19%|98.25%|L4, for those who ask|80.11%|81.19%|82.25%|By a hair, no more",
      "The mean is blurred",
    ]);
    const [, cover = "", , , , chart = "", table = "", picture = ""] = slides;
    expect(words(merged.related(cover, { type: "notesSlide" }))).toMatch(
      /^HAND1X: I begin\.\|.*87\.6%.*0\.2222/,
    );
    expect(String(merged.document(table))).toMatch(/abcdef/i);
    const [place] = all(merged.document(picture), "p:pic");
    const x = Number(place && all(place, "a:off")[0]?.getAttribute("x"));
    expect(Math.abs(x - 720_000)).toBeLessThan(2000);
    const workbook = merged.related(merged.related(chart, { type: "chart" }), {
      type: "package",
    });
    const sheet = await readSheet(Buffer.from(merged.content(workbook)));
    expect([...sheet.values()]).toContain(95.1 * 0.9);
    expect(formatReport(done)).toMatch(
      /^# [^#]+## Titles for you to decide\n\n- slide 4 “It is all the same”, title: now says “One distance is better”/,
    );
    const rules = async (deck: Buffer) =>
      (await lintPackage(deck)).map(
        ({ rule, message }) => `${rule} ${message}`,
      );
    const known = await rules(hers);
    const defects = (await rules(bytes)).filter((each) => /^PX/.test(each));
    expect(defects.filter((each) => !known.includes(each))).toEqual([]);
    const again = await mergeDeck(bytes, await now, await now);
    expect(again.bytes.equals(bytes)).toBe(true);
  },
);

/** The last slide to the front: no macro does that without a window. */
async function dragFirst(deck: Buffer): Promise<Buffer> {
  const parts = await Package.open(deck);
  const list = all(parts.document("ppt/presentation.xml"), "p:sldId");
  const [first, last] = [list[0], list.at(-1)];
  if (first && last) first.parentNode?.insertBefore(last, first);
  return parts.save();
}
