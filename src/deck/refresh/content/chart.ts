import { readSheet } from "../../package/sheet.ts";
import { all, child, children, type Element } from "../../package/xml.ts";
import { PackageError } from "../../package/zip.ts";
import { adopt, adoptWorkbook } from "../file/adopt.ts";
import { type Place, sameValue } from "../file/canonical.ts";
import { mergeTree } from "./tree.ts";
import { type Sides, type Triple, touch } from "./triple.ts";

/** What of a series comes from the workbook. */
const dataNames = ["c:tx", "c:cat", "c:val", "c:xVal", "c:yVal"];

/** The part of the chart in a frame; undefined where the frame shows something else. */
export function chartIn(
  frame: Element,
  { file, part }: Place,
): Place | undefined {
  const [chart] = all(frame, "c:chart");
  const id = chart?.getAttribute("r:id");
  const relation = file.relations(part).find((each) => each.id === id);
  if (relation === undefined || !file.has(relation.target)) return undefined;
  return { file, part: relation.target };
}

/** All that a chart draws from its workbook, in the order of the series. */
export function dataOf({ file, part }: Place): string[] {
  return all(file.document(part), "c:ser").flatMap((series) =>
    dataNames.flatMap((name) => {
      const holder = child(series, name);
      const values = holder === undefined ? [] : all(holder, "c:pt");
      return values.map(
        (each) =>
          `${name} ${each.getAttribute("idx")} ${child(each, "c:v")?.textContent}`,
      );
    }),
  );
}

/** True for the same series, but for the last digits that a program rounds away. */
export function sameData(
  one: readonly string[],
  other: readonly string[],
): boolean {
  return (
    one.length === other.length &&
    one.every((each, index) => {
      const [name, at, ...value] = each.split(" ");
      const [name2, at2, ...value2] = (other[index] ?? "").split(" ");
      const same = sameValue(value.join(" "), value2.join(" "));
      return name === name2 && at === at2 && same;
    })
  );
}

/**
 * Renews a chart and the workbook behind it; colours, ranges and words that the person set stay.
 * Where she changed its numbers, it is hers.
 */
export async function mergeChart(frames: Triple, sides: Sides): Promise<void> {
  const [hers, before, now] = (["hers", "before", "now"] as const).map((side) =>
    chartIn(frames[side], sides[side]),
  );
  if (!hers || !before || !now) return;
  const [own, old, wanted] = [hers, before, now].map(dataOf);
  if (!own || !old || !wanted) return;
  const isNew = !sameData(old, wanted);
  const isDone = sameData(own, wanted);
  if (!sameData(own, old) && !isDone) {
    if (isNew)
      sides.say(
        "unplaced",
        "its numbers are yours, and the run has others now",
      );
    return;
  }
  const places = { ...sides, hers, before, now };
  if (isNew && !isDone && (await isOwnWorkbook(hers, before, now))) {
    sides.say(
      "unplaced",
      "the workbook behind it is yours, and the run has other numbers now",
    );
    return;
  }
  mergeTree(
    {
      hers: hers.file.root(hers.part),
      before: before.file.root(before.part),
      now: now.file.root(now.part),
    },
    places,
  );
  if (!isNew || isDone) return;
  renewWorkbook(places);
  sides.say(
    "renewed",
    "its numbers, in the chart and in the workbook behind it",
  );
}

/** True where a hand worked in the sheet: it has other cells than were generated. */
async function isOwnWorkbook(
  hers: Place,
  ...ours: readonly Place[]
): Promise<boolean> {
  const own = await cellsOf(hers);
  if (own === undefined) return false;
  for (const each of ours) {
    const cells = await cellsOf(each);
    if (cells === undefined || own === "unreadable" || cells === "unreadable")
      continue;
    const same =
      own.size === cells.size &&
      [...cells].every(([at, value]) =>
        sameValue(String(own.get(at)), String(value)),
      );
    if (same) return false;
  }
  return true;
}

async function cellsOf({ file, part }: Place) {
  const workbook = file.related(part, "package");
  if (workbook === undefined || !file.has(workbook)) return undefined;
  try {
    const cells = await readSheet(file.content(workbook));
    return new Map([...cells].filter(([, value]) => value !== ""));
  } catch (error) {
    if (error instanceof PackageError) return "unreadable";
    throw error;
  }
}

function renewWorkbook(sides: Sides): void {
  const { hers, now } = sides;
  const [own, wanted] = [hers, now].map(({ file, part }) =>
    file.related(part, "package"),
  );
  if (wanted === undefined) return;
  if (own !== undefined) {
    hers.file.put(own, now.file.content(wanted));
    return;
  }
  // A program dropped it, and with it the cells that the series name.
  adoptWorkbook(now, hers);
  const source = all(now.file.document(now.part), "c:ser");
  for (const [index, series] of all(
    hers.file.document(hers.part),
    "c:ser",
  ).entries()) {
    const given = source[index];
    for (const each of given === undefined ? [] : children(given)) {
      if (!dataNames.includes(each.nodeName)) continue;
      const old = child(series, each.nodeName);
      if (old !== undefined) series.replaceChild(adopt(each, now, hers), old);
    }
  }
  touch(sides);
}
