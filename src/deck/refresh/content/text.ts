import { type Element, remove } from "../../package/xml.ts";
import { adopt } from "../file/adopt.ts";
import { looksSame } from "../file/canonical.ts";
import { align } from "./align.ts";
import {
  countNumber,
  type NumberChange,
  numberChanges,
  replaceNumbers,
  skeleton,
} from "./numbers.ts";
import { paragraphsOf, retext, textOf } from "./paragraph.ts";
import { type Sides, type Triple, touch } from "./triple.ts";

/** A paragraph of the person's, if it is still there, with what became of it. */
interface Paragraph {
  readonly before: Element;
  readonly hers: Element | undefined;
  readonly now: Element | undefined;
}

/**
 * Renews the paragraphs of a text body. What the person left alone becomes what it is now, in the
 * look that she gave it; in what she rewrote only numbers change, where her words hold them as they
 * were, once; what finds no place is told.
 */
export function mergeText(triple: Triple, sides: Sides): void {
  const [hers, before, now] = [
    paragraphsOf(triple.hers),
    paragraphsOf(triple.before),
    paragraphsOf(triple.now),
  ];
  const paired = pair(hers, before, now);
  const edited: Paragraph[] = [];
  const placed = new Map<Element, Element>();
  for (const each of paired) {
    if (each.hers === undefined || textOf(each.hers) !== textOf(each.before)) {
      edited.push(each);
      if (each.now && each.hers) placed.set(each.now, each.hers);
    } else if (each.now === undefined) {
      // A body holds one paragraph at least.
      if (paragraphsOf(triple.hers).length > 1) {
        remove(each.hers);
        touch(sides);
        sides.say("renewed", `taken out: ${quote(textOf(each.before))}`);
      }
    } else {
      placed.set(each.now, renew(each.hers, each.before, each.now, sides));
    }
  }
  const known = new Set(paired.map((each) => each.hers));
  const own = hers.filter((each) => !known.has(each));
  renumber(edited, own, sides);
  const deleted = new Set(
    edited.flatMap((each) => (each.hers === undefined ? [each.now] : [])),
  );
  const fresh = now.filter((each) => !deleted.has(each));
  insertNew(triple.hers, fresh, placed, sides);
}

function pair(
  hers: readonly Element[],
  before: readonly Element[],
  now: readonly Element[],
): Paragraph[] {
  const toHers = align(before.map(textOf), hers.map(textOf));
  const bones = (each: Element) => skeleton(textOf(each));
  const toNow = align(before.map(bones), now.map(bones));
  return before.map((each, index) => ({
    before: each,
    hers: hers[toHers.get(index) ?? -1],
    now: now[toNow.get(index) ?? -1],
  }));
}

/** Words that the person left as they were: they become the new ones, in her look. */
function renew(
  hers: Element,
  before: Element,
  now: Element,
  sides: Sides,
): Element {
  if (looksSame(before, sides.before, now, sides.now)) return hers;
  if (looksSame(hers, sides.hers, now, sides.now)) return hers;
  const isUntouched = looksSame(hers, sides.hers, before, sides.before);
  const [from, to] = [textOf(before), textOf(now)];
  let placed = hers;
  if (isUntouched) {
    placed = adopt(now, sides.now, sides.hers);
    hers.parentNode?.replaceChild(placed, hers);
  } else if (from !== to) retext(hers, to);
  else return hers;
  touch(sides);
  if (from !== to) sides.say("renewed", told(from, to));
  return placed;
}

/** Puts new numbers into what the person rewrote, and tells what she must decide. */
function renumber(
  edited: readonly Paragraph[],
  own: readonly Element[],
  sides: Sides,
): void {
  const loose = edited.filter((each) => each.hers === undefined);
  for (const each of edited) {
    if (each.hers !== undefined) place([each], [each.hers], sides);
  }
  if (loose.length > 0 && own.length > 0) place(loose, own, sides);
}

function place(
  from: readonly Paragraph[],
  into: readonly Element[],
  sides: Sides,
): void {
  const words = () => into.map(textOf).join("\n");
  for (const { before, now } of from) {
    const [old, new_] = [textOf(before), now === undefined ? "" : textOf(now)];
    if (old === new_ || words() === new_) continue;
    const changes = numberChanges(old, new_);
    if (changes === undefined) {
      const gone = `no longer in deck.md: ${quote(old)}`;
      sides.say("claim", new_ === "" ? gone : `now says ${quote(new_)}`);
      continue;
    }
    const fits = changes.filter((each) => isPlain(each, changes, words()));
    for (const paragraph of into) {
      const text = replaceNumbers(textOf(paragraph), fits);
      if (text === textOf(paragraph)) continue;
      retext(paragraph, text);
      touch(sides);
    }
    for (const each of fits)
      sides.say("renewed", `${each.from} is ${each.to}, in your words`);
    const others = changes.filter((each) => !fits.includes(each));
    if (others.length > 0) sides.say("unplaced", `now says ${quote(new_)}`);
  }
}

/** True where the words hold the number once, and no other change could be meant. */
function isPlain(
  { from, to }: NumberChange,
  changes: readonly NumberChange[],
  words: string,
): boolean {
  if (to === "" || countNumber(words, from) !== 1) return false;
  return changes.filter((each) => each.from === from).length === 1;
}

/** Paragraphs that are new stand behind the one that they follow now. */
function insertNew(
  body: Element,
  now: readonly Element[],
  placed: Map<Element, Element>,
  sides: Sides,
): void {
  const there = paragraphsOf(body).map(textOf);
  for (const [index, each] of now.entries()) {
    if (placed.has(each) || there.includes(textOf(each))) continue;
    const above = now.slice(0, index).findLast((one) => placed.has(one));
    const below = now.slice(index).find((one) => placed.has(one));
    const [upper, lower] = [above, below].map((one) => one && placed.get(one));
    const what = `new: ${quote(textOf(each))}`;
    if (upper === undefined && lower === undefined) {
      sides.say("unplaced", what);
      continue;
    }
    const copy = adopt(each, sides.now, sides.hers);
    body.insertBefore(copy, upper ? upper.nextSibling : (lower ?? null));
    placed.set(each, copy);
    touch(sides);
    sides.say("renewed", what);
  }
}

function told(from: string, to: string): string {
  const changes = numberChanges(from, to)?.filter((each) => each.to !== "");
  if (changes === undefined || changes.length === 0) return `now ${quote(to)}`;
  return changes.map((each) => `${each.from} is ${each.to}`).join(", ");
}

const longest = 160;

/** Words as a report quotes them. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return `“${line.length > longest ? `${line.slice(0, longest)} …` : line}”`;
}
