import {
  all,
  child,
  children,
  type Element,
  remove,
} from "../../package/xml.ts";
import { adopt, adoptRelation } from "../file/adopt.ts";
import {
  leafText,
  looksSame,
  meaning,
  sameValue,
  seenAttributes,
} from "../file/canonical.ts";
import { boxIn, sameBox } from "./box.ts";
import { wordsOf } from "./paragraph.ts";
import { mergeTable } from "./table.ts";
import { mergeText } from "./text.ts";
import { type Sides, type Triple, touch } from "./triple.ts";

/** Elements that stay what they are, whatever becomes of what is in them: others know their ids. */
const lasting =
  /^(p:(sp|pic|graphicFrame|nv\w+|cNvPr|cSld|spTree|sld\w*)|c:(chartSpace|chart))$/;

/** What others merge, or nobody may: ids that lead to other parts, and what a program keeps. */
const left =
  /^(c:externalData|p:(timing|transition)|mc:AlternateContent|p:ph)$/;

/**
 * Brings a tree of elements to what it is now: whatever differs between *before* and *now*, and
 * is in the person's tree as it was before, becomes what it is now. All else is hers.
 */
export function mergeTree(triple: Triple, sides: Sides): void {
  const { hers, before, now } = triple;
  if (left.test(hers.nodeName)) return;
  if (looksSame(before, sides.before, now, sides.now)) return;
  const isUntouched = looksSame(hers, sides.hers, before, sides.before);
  if (isUntouched && !lasting.test(hers.nodeName)) replace(triple, sides);
  else if (isText(hers)) mergeTextBody(triple, sides);
  else if (hers.nodeName === "a:tbl") mergeTable(triple, sides, mergeTree);
  else if (hers.nodeName.endsWith(":xfrm")) mergeBox(triple, sides);
  else {
    mergeAttributes(triple, sides);
    mergeChildren(triple, sides);
  }
}

/** A place is one thing: whoever moved a shape across does not want it moved down. */
function mergeBox(triple: Triple, sides: Sides): void {
  const [own, old] = [boxIn(triple.hers), boxIn(triple.before)];
  if (own && old && sameBox(own, old)) replace(triple, sides);
}

function isText({ nodeName }: Element): boolean {
  return nodeName.endsWith(":txBody") || nodeName === "c:rich";
}

/** In one piece, when the person left it as it was. */
function replace({ hers, before, now }: Triple, sides: Sides): void {
  const words = [wordsOf(before), wordsOf(now)];
  // Told word by word where there are words.
  if (isText(hers) && words[0] !== words[1]) {
    mergeTextBody({ hers, before, now }, sides);
    return;
  }
  hers.parentNode?.replaceChild(adopt(now, sides.now, sides.hers), hers);
  touch(sides);
}

function mergeTextBody(triple: Triple, sides: Sides): void {
  for (const name of ["a:bodyPr", "a:lstStyle"]) {
    const [hers, before, now] = [triple.hers, triple.before, triple.now].map(
      (each) => child(each, name),
    );
    if (hers && before && now) mergeTree({ hers, before, now }, sides);
  }
  mergeText(triple, sides);
}

function mergeAttributes({ hers, before, now }: Triple, sides: Sides): void {
  const [own, old, wanted] = [hers, before, now].map(seenAttributes);
  if (own === undefined || old === undefined || wanted === undefined) return;
  for (const name of new Set([...old.keys(), ...wanted.keys()])) {
    const [a, b, c] = [own.get(name), old.get(name), wanted.get(name)];
    const mean = (
      value: string | undefined,
      side: "hers" | "before" | "now",
    ) => (value === undefined ? "" : meaning(name, value, sides[side]));
    if (mean(b, "before") === mean(c, "now")) continue;
    if (mean(a, "hers") === mean(c, "now")) continue;
    if (!sameValue(mean(a, "hers"), mean(b, "before"))) continue;
    if (c === undefined) hers.removeAttribute(name);
    else if (name.startsWith("r:")) {
      const id = adoptRelation(c, sides.now, sides.hers);
      if (id === undefined) continue;
      hers.setAttribute(name, id);
    } else hers.setAttribute(name, c);
    touch(sides);
  }
  mergeLeaf({ hers, before, now }, sides);
}

/** A value that stands between two tags, such as a number of a chart. */
function mergeLeaf({ hers, before, now }: Triple, sides: Sides): void {
  if ([hers, before, now].some((each) => children(each).length > 0)) return;
  const [own, old, wanted] = [hers, before, now].map(leafText);
  if (own === undefined || old === undefined || wanted === undefined) return;
  if (old === wanted || own === wanted || !sameValue(own, old)) return;
  hers.textContent = wanted;
  touch(sides);
}

function mergeChildren({ hers, before, now }: Triple, sides: Sides): void {
  const [own, old, wanted] = keyAll({ hers, before, now });
  if (own === undefined || old === undefined || wanted === undefined) return;
  for (const [key, element] of old) {
    const [mine, new_] = [own.get(key), wanted.get(key)];
    if (mine === undefined) continue;
    if (new_ !== undefined)
      mergeTree({ hers: mine, before: element, now: new_ }, sides);
    else if (looksSame(mine, sides.hers, element, sides.before)) {
      remove(mine);
      touch(sides);
    }
  }
  insertNew({ hers, before, now }, old, sides);
}

/** What is new stands behind what it follows now. */
function insertNew(triple: Triple, old: Keyed, sides: Sides): void {
  const { hers } = triple;
  // Elements were replaced meanwhile.
  const [there, , wanted] = keyAll(triple);
  let above: Element | undefined;
  for (const [key, element] of wanted ?? []) {
    if (there?.has(key) !== true && !old.has(key)) {
      const copy = adopt(element, sides.now, sides.hers);
      hers.insertBefore(copy, above ? above.nextSibling : hers.firstChild);
      there?.set(key, copy);
      touch(sides);
    }
    above = there?.get(key) ?? above;
  }
}

/** Children of the three trees, by a key that is the same for what is the same thing in each. */
function keyAll({ hers, before, now }: Triple): Keyed[] {
  const lists = [hers, before, now];
  const names = lists.map((each) => children(each, "c:ser").map(seriesName));
  const [own = [], old = [], wanted = []] = names;
  // By their names while these stand: a series that was renamed is still the one of its number.
  const isNamed =
    old.every((each) => own.includes(each)) &&
    (old.every((each) => wanted.includes(each)) ||
      wanted.every((each) => old.includes(each)));
  return lists.map((each) => keyed(each, isNamed));
}

type Keyed = Map<string, Element>;

/** Elements of a list are told apart by what they are, all others by how many came before. */
function keyed(parent: Element, byName: boolean): Keyed {
  const found = new Map<string, Element>();
  const counts = new Map<string, number>();
  for (const each of children(parent)) {
    const own = `${each.nodeName} ${nameIn(each, byName)}`;
    const count = counts.get(own) ?? 0;
    counts.set(own, count + 1);
    found.set(`${own} ${count}`, each);
  }
  return found;
}

function seriesName(series: Element): string {
  const title = child(series, "c:tx");
  return (title && all(title, "c:v")[0]?.textContent) ?? "";
}

function nameIn(node: Element, byName: boolean): string {
  const inside = (name: string) => child(node, name)?.getAttribute("val") ?? "";
  switch (node.nodeName) {
    case "c:ser":
      return byName ? seriesName(node) : inside("c:idx");
    case "c:pt":
      return node.getAttribute("idx") ?? "";
    case "c:dPt":
    case "c:dLbl":
      return inside("c:idx");
    case "c:valAx":
    case "c:catAx":
      return inside("c:axPos");
    case "p:ext":
    case "a:ext":
    case "c:ext":
      return node.getAttribute("uri") ?? "";
    default:
      return "";
  }
}
