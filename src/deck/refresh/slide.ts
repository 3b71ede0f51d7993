import { all, child, children, type Element, remove } from "../package/xml.ts";
import type { Notice, Say } from "./content/notice.ts";
import { mergeShape, whatIsHers } from "./content/shape.ts";
import { quote } from "./content/text.ts";
import { mergeTree } from "./content/tree.ts";
import { type Sides, touch } from "./content/triple.ts";
import { adopt } from "./file/adopt.ts";
import { canonical, looksSame } from "./file/canonical.ts";
import { tidy, usedIds } from "./file/drop.ts";
import { matchShapes } from "./match.ts";
import { notesBody, type Shape, type ShownSlide } from "./shown.ts";

/** A slide of the person's, what it was generated as, and what it is now. */
export interface SlideTriple {
  readonly hers: ShownSlide;
  readonly before: ShownSlide;
  readonly now: ShownSlide;
}

/** Renews one slide and its notes; returns what became of them. */
export async function mergeSlide(triple: SlideTriple): Promise<Notice[]> {
  const { hers, before, now } = triple;
  const notices: Notice[] = [];
  const sayOf =
    (about: string, isTitle = false): Say =>
    (kind, what) =>
      notices.push({
        kind: kind === "claim" && !isTitle ? "unplaced" : kind,
        ...{ about, what },
      });
  const used = usedIds(hers.file, hers.part);
  const matched = matchShapes(hers.shapes, hers, before.shapes, before);
  const copies = (shape: Shape) =>
    hers.shapes.filter((each) => matched.get(each) === shape);
  for (const shape of before.shapes) {
    const say = sayOf(shape.name, shape.placeholder === "title");
    const sides: Sides = { hers, before, now, say };
    const wanted = now.shapes.find((each) => each.name === shape.name);
    const own = copies(shape);
    if (own.length === 0 && wanted !== undefined) say("kept", "deleted by you");
    for (const mine of own) await mergeOne(mine, shape, wanted, sides);
  }
  for (const shape of now.shapes) {
    const isOld = before.shapes.some((each) => each.name === shape.name);
    const isThere = hers.shapes.some((each) => each.name === shape.name);
    if (!isOld && !isThere)
      insertShape(shape, triple, matched, sayOf(shape.name));
  }
  const added = hers.shapes.filter((each) => !matched.has(each));
  for (const { name, words } of added)
    sayOf(name || quote(words))("kept", "your own");
  mergeNotes(triple, sayOf("notes"));
  if (notices.some(({ kind }) => kind === "renewed"))
    restoreNames(triple, matched);
  tidy(hers.file, hers.part, used);
  return notices;
}

async function mergeOne(
  mine: Shape,
  was: Shape,
  wanted: Shape | undefined,
  sides: Sides,
): Promise<void> {
  const [hers, before] = [mine.element, was.element];
  if (wanted?.element.nodeName === before.nodeName) {
    await mergeShape({ hers, before, now: wanted.element }, sides);
    return;
  }
  if (!isLeftAlone(mine, was, sides)) {
    const what =
      wanted === undefined
        ? "no longer in deck.md, and kept because you changed it"
        : "another kind now, and kept because you changed it";
    sides.say("unplaced", what);
    return;
  }
  if (wanted === undefined) remove(hers);
  else {
    const made = adopt(wanted.element, sides.now, sides.hers);
    hers.parentNode?.replaceChild(made, hers);
    number(made, sides);
  }
  touch(sides);
  sides.say(
    "renewed",
    wanted === undefined ? "taken out" : "of another kind now",
  );
}

/** True for a shape that is as it was generated, as far as its program lets that be seen. */
function isLeftAlone(
  mine: Shape,
  was: Shape,
  sides: Pick<Sides, "hers" | "before">,
): boolean {
  const [hers, before] = [mine.element, was.element];
  if (looksSame(hers, sides.hers, before, sides.before)) return true;
  const isRewritten = sides.hers.file.isRewritten;
  return isRewritten && whatIsHers({ hers, before }, sides).length === 0;
}

/** Parts that a slide of ours leads to. */
const ours = /^(slideLayout|notesSlide|image|chart|hyperlink|slide)$/;

/** True for a slide on which the person changed nothing, and to which she added nothing. */
export function isSlideLeftAlone(
  hers: ShownSlide,
  before: ShownSlide,
): boolean {
  const { file, part } = hers;
  const hasOwn = file.relations(part).some(({ type }) => !ours.test(type));
  if (hasOwn || hers.spoken !== before.spoken) return false;
  if (!file.isRewritten) return isSameSlide(hers, before);
  const matched = matchShapes(hers.shapes, hers, before.shapes, before);
  const shapes = ({ file: of, part: at }: ShownSlide) =>
    all(of.root(at), "p:cNvPr").length;
  return (
    hers.shapes.length === before.shapes.length &&
    shapes(hers) <= shapes(before) &&
    all(file.root(part), "p:timing").length === 0 &&
    hers.shapes.every((each) => {
      const was = matched.get(each);
      return was !== undefined && isLeftAlone(each, was, { hers, before });
    })
  );
}

/** True where all that is on the two slides is the same, but for the slide's name. */
function isSameSlide(hers: ShownSlide, before: ShownSlide): boolean {
  const [own, old] = [hers, before].map(({ file, part }) =>
    children(file.root(part)).flatMap((each) =>
      each.nodeName === "p:cSld" ? children(each) : [each],
    ),
  );
  const form = (nodes: readonly Element[] | undefined, place: ShownSlide) =>
    nodes?.map((each) => canonical(each, place)).join("");
  return form(own, hers) === form(old, before) && isSameChart(hers, before);
}

/** True for charts of the same form. */
function isSameChart(hers: ShownSlide, before: ShownSlide): boolean {
  const [own, old] = [hers, before].map(({ file, part }) =>
    file
      .relations(part)
      .filter(({ type }) => type === "chart")
      .map(({ target }) =>
        canonical(file.root(target), { file, part: target }),
      ),
  );
  return String(own) === String(old);
}

/** A new shape stands in the reading order behind the one that it follows now. */
function insertShape(
  shape: Shape,
  { hers, before, now }: SlideTriple,
  matched: ReadonlyMap<Shape, Shape>,
  say: Say,
): void {
  const sides: Sides = { hers, before, now, say };
  const [tree] = all(hers.file.root(hers.part), "p:spTree");
  if (tree === undefined) return;
  const above = now.shapes
    .slice(0, now.shapes.indexOf(shape))
    .flatMap(({ name }) =>
      hers.shapes.filter(
        (each) => (matched.get(each)?.name ?? each.name) === name,
      ),
    )
    .findLast(({ element }) => element.parentNode === tree);
  const made = adopt(shape.element, now, hers);
  const properties = child(tree, "p:grpSpPr");
  const upper = above?.element ?? properties;
  tree.insertBefore(made, upper ? upper.nextSibling : null);
  number(made, sides);
  touch(sides);
  say("renewed", "new");
}

/** Ids are unique on a slide. */
function number(shape: Element, { hers }: Sides): void {
  const [own] = all(shape, "p:cNvPr");
  const ids = all(hers.file.root(hers.part), "p:cNvPr")
    .filter((each) => each !== own)
    .map((each) => Number(each.getAttribute("id")));
  own?.setAttribute("id", String(Math.max(1, ...ids) + 1));
}

function mergeNotes({ hers, before, now }: SlideTriple, say: Say): void {
  if (before.spoken !== hers.spoken) say("kept", "your words");
  if (before.notes === undefined || now.notes === undefined) return;
  const place = ({ file }: ShownSlide, part: string) => ({ file, part });
  const bodyOf = ({ file }: ShownSlide, part: string) =>
    notesBody(file.root(part));
  const [was, wanted] = [bodyOf(before, before.notes), bodyOf(now, now.notes)];
  const own = hers.notes === undefined ? undefined : bodyOf(hers, hers.notes);
  if (was === undefined || wanted === undefined) return;
  if (hers.notes === undefined || own === undefined) {
    if (before.spoken !== now.spoken)
      say("unplaced", `now ${quote(now.spoken)}`);
    return;
  }
  const sides: Sides = {
    hers: place(hers, hers.notes),
    before: place(before, before.notes),
    now: place(now, now.notes),
    say,
  };
  const [a, b, c] = [own, was, wanted].map((each) => child(each, "p:txBody"));
  if (a && b && c) mergeTree({ hers: a, before: b, now: c }, sides);
}

/** Gives slide and shapes the names again by which they are found, where a program dropped them. */
function restoreNames(
  { hers, now }: SlideTriple,
  matched: ReadonlyMap<Shape, Shape>,
): void {
  const root = hers.file.root(hers.part);
  const taken = new Set(hers.shapes.map(({ name }) => name));
  for (const [mine, was] of matched) {
    if (mine.name === was.name || taken.has(was.name)) continue;
    taken.add(was.name);
    for (const each of all(mine.element, "p:cNvPr").slice(0, 1))
      each.setAttribute("name", was.name);
    hers.file.change(hers.part);
  }
  const others = hers.file.names(/^ppt\/slides\/[^/]+\.xml$/);
  const isFree = others.every(
    (part) =>
      all(hers.file.root(part), "p:cSld")[0]?.getAttribute("name") !== now.name,
  );
  if (hers.name === now.name || !isFree || now.name === "") return;
  for (const each of all(root, "p:cSld")) each.setAttribute("name", now.name);
  hers.file.change(hers.part);
}
