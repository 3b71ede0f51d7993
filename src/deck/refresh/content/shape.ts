import { all, type Element } from "../../package/xml.ts";
import {
  canonical,
  looksSame,
  meaning,
  type Place,
} from "../file/canonical.ts";
import { boxOf, placeIn, sameBox, setBox } from "./box.ts";
import { chartIn, dataOf, mergeChart, sameData } from "./chart.ts";
import { countNumber, numberChanges, replaceNumbers } from "./numbers.ts";
import { textOf, wordsOf } from "./paragraph.ts";
import { quote } from "./text.ts";
import { mergeTree } from "./tree.ts";
import { type Sides, type Triple, touch } from "./triple.ts";

/**
 * Renews one shape: its words, picture, cells, series and alternative text, where it stands and
 * how it looks, each of them only where the person left it as it was.
 */
export async function mergeShape(triple: Triple, sides: Sides): Promise<void> {
  for (const each of whatIsHers(triple, sides)) sides.say("kept", each);
  let told = 0;
  const say: Sides["say"] = (kind, what) => {
    told += 1;
    sides.say(kind, what);
  };
  const { hers } = triple;
  const was = canonical(hers, sides.hers);
  await mergeParts(triple, { ...sides, say });
  if (canonical(hers, sides.hers) === was) return;
  if (told === 0) say("renewed", "as it is now");
}

async function mergeParts(triple: Triple, sides: Sides): Promise<void> {
  const { hers, before, now } = triple;
  if (looksSame(before, sides.before, now, sides.now)) {
    await mergeChart(triple, sides);
    return;
  }
  const boxes = {
    hers: boxOf(hers, sides.hers),
    before: boxOf(before, sides.before),
    now: boxOf(now, sides.now),
  };
  const pictures = [pictureIn(before, sides.before), pictureIn(now, sides.now)];
  const shown = pictureIn(hers, sides.hers);
  mergeTree(triple, sides);
  mergeAlternative(triple, sides);
  await mergeChart(triple, sides);
  if (pictures[0] !== pictures[1]) {
    const done = pictureIn(hers, sides.hers) === pictures[1];
    if (done && shown !== pictures[1]) sides.say("renewed", "its picture");
    if (!done)
      sides.say("unplaced", "its picture is yours, and the run draws another");
  }
  settle(triple, boxes, sides);
}

type Boxes = { readonly [side in keyof Triple]: ReturnType<typeof boxOf> };

/** Where it stands, when that is said by the layout on one side and by the slide on the other. */
function settle(
  { hers, before, now }: Triple,
  boxes: Boxes,
  sides: Sides,
): void {
  if (!boxes.hers || !boxes.before || !boxes.now) return;
  if (sameBox(boxes.before, boxes.now)) return;
  const there = boxOf(hers, sides.hers);
  if (!sameBox(boxes.hers, boxes.before)) {
    keepAspect(hers, boxes, sides);
    return;
  }
  if (there !== undefined && sameBox(there, boxes.now)) return;
  const isExplicit = [hers, before, now].some((each) => placeIn(each));
  if (!isExplicit) return;
  setBox(hers, boxes.now);
  touch(sides);
}

/** A picture that she made larger or smaller is not stretched when the new one is wider. */
function keepAspect(hers: Element, boxes: Boxes, sides: Sides): void {
  const { hers: own, before, now } = boxes;
  if (hers.nodeName !== "p:pic" || !own || !before || !now) return;
  const [a, b, c] = [own, before, now].map(({ w, h }) => w / h);
  if (!a || !b || !c || Math.abs(a / b - 1) > 0.01) return;
  if (Math.abs(b / c - 1) <= 0.01) return;
  const w = Math.round(Math.min(own.w, own.h * c));
  const h = Math.round(w / c);
  const [x, y] = [own.x + (own.w - w) / 2, own.y + (own.h - h) / 2];
  setBox(hers, { x: Math.round(x), y: Math.round(y), w, h });
  touch(sides);
}

/** What the picture of a shape is, by its bytes; "" where it has none. */
function pictureIn(shape: Element, place: Place): string {
  const [blip] = all(shape, "a:blip");
  const id = blip?.getAttribute("r:embed") ?? "";
  return meaning("r:embed", id, place);
}

/** Numbers in an alternative text that the person rewrote. */
function mergeAlternative({ hers, before, now }: Triple, sides: Sides): void {
  const [mine, old, wanted] = [hers, before, now].map(
    (each) => all(each, "p:cNvPr")[0],
  );
  const [a, b, c] = [mine, old, wanted].map(
    (each) => each?.getAttribute("descr") ?? "",
  );
  if (!mine || !b || !c || a === c) return;
  if (!a && sides.hers.file.isRewritten) {
    // LibreOffice drops it from charts and tables.
    mine.setAttribute("descr", c);
    touch(sides);
    return;
  }
  if (!a || b === c) return;
  const changes = numberChanges(b, c) ?? [];
  const isPlain =
    changes.length > 0 &&
    changes.every(({ from, to }) => to !== "" && countNumber(a, from) === 1);
  if (!isPlain) {
    sides.say("unplaced", `its alternative text is yours; now ${quote(c)}`);
    return;
  }
  mine.setAttribute("descr", replaceNumbers(a, changes));
  touch(sides);
  sides.say("renewed", "the numbers in its alternative text");
}

/** What the person changed of a shape, in words; empty for one that she left alone. */
export function whatIsHers(
  { hers, before }: Omit<Triple, "now">,
  sides: Pick<Sides, "hers" | "before">,
): string[] {
  const found: string[] = [];
  if (wordsOf(hers) !== wordsOf(before)) found.push("your words");
  const [own, old] = [boxOf(hers, sides.hers), boxOf(before, sides.before)];
  if (own && old && !sameBox(own, old)) {
    const isMoved = own.x !== old.x || own.y !== old.y;
    const isSized = !sameBox({ ...own, x: 0, y: 0 }, { ...old, x: 0, y: 0 });
    found.push(
      isSized ? (isMoved ? "its place and size" : "its size") : "its place",
    );
  }
  const pictures = [
    pictureIn(hers, sides.hers),
    pictureIn(before, sides.before),
  ];
  if (pictures[0] !== pictures[1]) found.push("your picture");
  const [chart, was] = [
    chartIn(hers, sides.hers),
    chartIn(before, sides.before),
  ];
  if (chart && was && !sameData(dataOf(chart), dataOf(was)))
    found.push("your numbers");
  return found;
}

/** True for a shape that is a slide's number, a date or a footer: programs write their words. */
export function isFurniture(shape: Element): boolean {
  return all(shape, "p:ph").some((each) =>
    /^(sldNum|dt|ftr|hdr|sldImg)$/.test(each.getAttribute("type") ?? ""),
  );
}

/** True for what says nothing and shows nothing: a placeholder that nobody filled. */
export function isEmpty(shape: Element): boolean {
  return (
    all(shape, "p:ph").length > 0 &&
    all(shape, "a:p").every((each) => textOf(each) === "") &&
    all(shape, "a:blip").length === 0
  );
}
