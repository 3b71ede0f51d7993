import { all, children, type Element, remove } from "../../package/xml.ts";
import { endingOf } from "../../package/zip.ts";
import { adoptRelation } from "./adopt.ts";
import { type Place, slideName } from "./canonical.ts";
import type { DeckFile } from "./file.ts";

const presentation = "ppt/presentation.xml";

/** Ids of masters and layouts are unique in a deck, and begin here. Source: ISO 29500-1, 19.7.13. */
const firstMasterId = 2 ** 31;

/**
 * Puts a slide of another deck in, behind the slide of that part or, without one, at the front;
 * returns its part. What it links to is brought along by `settleSlide`, when all are there.
 */
export function insertSlide(
  from: Place,
  to: DeckFile,
  above: string | undefined,
): string {
  const part = to.freeName("ppt/slides/slide", "xml");
  to.put(part, from.file.content(from.part), from.file.typeOf(from.part));
  const layout = from.file.related(from.part, "slideLayout") ?? "";
  const own =
    findLayout(to, slideName(from.file, layout)) ??
    adoptLayout(from.file, layout, to);
  to.relate(part, { type: "slideLayout", target: own, external: false });
  insertNotes(from, { file: to, part });
  list(to, part, above);
  return part;
}

function findLayout(file: DeckFile, name: string): string | undefined {
  return file
    .names(/^ppt\/slideLayouts\/[^/]+\.xml$/)
    .find((part) => slideName(file, part) === name);
}

function insertNotes(from: Place, to: Place): void {
  const notes = from.file.related(from.part, "notesSlide");
  const master = to.file.related(presentation, "notesMaster");
  // A deck without a master of notes has no notes.
  if (notes === undefined || master === undefined) return;
  const part = to.file.freeName("ppt/notesSlides/notesSlide", "xml");
  to.file.put(part, from.file.content(notes), from.file.typeOf(notes));
  const relate = (owner: string, type: string, target: string) =>
    to.file.relate(owner, { type, target, external: false });
  relate(part, "notesMaster", master);
  relate(part, "slide", to.part);
  relate(to.part, "notesSlide", part);
}

/** Puts the slide into the list of slides, and into the section of the slide above it. */
function list(file: DeckFile, part: string, above: string | undefined): void {
  const root = file.root(presentation);
  const [slides] = children(root, "p:sldIdLst");
  if (slides === undefined) return;
  const ids = children(slides, "p:sldId");
  const numbers = ids.map((each) => Number(each.getAttribute("id")));
  const id = String(Math.max(255, ...numbers) + 1);
  const relation = { type: "slide", target: part, external: false };
  const rid = file.relate(presentation, relation);
  const upper = ids.find(
    (each) => targetOf(file, each.getAttribute("r:id")) === above,
  );
  const model = upper ?? ids[0];
  const made = model?.cloneNode(false) as Element | undefined;
  if (made === undefined) return;
  made.setAttribute("id", id);
  made.setAttribute("r:id", rid);
  slides.insertBefore(made, upper ? upper.nextSibling : slides.firstChild);
  const number = model?.getAttribute("id");
  const listed = all(root, "p14:sldId").find(
    (each) => each.getAttribute("id") === number,
  );
  if (listed !== undefined) {
    const copy = listed.cloneNode(false) as Element;
    copy.setAttribute("id", id);
    listed.parentNode?.insertBefore(copy, upper ? listed.nextSibling : listed);
  }
  file.change(presentation);
}

function targetOf(file: DeckFile, id: string | null): string | undefined {
  return file.relations(presentation).find((each) => each.id === id)?.target;
}

/** Gives an inserted slide what its ids lead to. A link to a slide that is not there is left out. */
export function settleSlide(from: Place, to: Place): void {
  const root = to.file.root(to.part);
  for (const each of all(root, "*")) {
    for (const { name, value } of Array.from(each.attributes)) {
      if (!name.startsWith("r:") || value === "") continue;
      const id = adoptRelation(value, from, to);
      if (id === undefined) remove(each);
      else each.setAttribute(name, id);
    }
  }
  to.file.change(to.part);
}

/** Brings a layout along with its master and theme; returns the layout's part. */
function adoptLayout(from: DeckFile, layout: string, to: DeckFile): string {
  const copies = new Map<string, string>();
  copyWith(from, layout, to, copies);
  const master = copies.get(from.related(layout, "slideMaster") ?? "");
  if (master !== undefined) listMaster(to, master);
  return copies.get(layout) ?? layout;
}

/** Copies a part and all that it leads to, each once. */
function copyWith(
  from: DeckFile,
  part: string,
  to: DeckFile,
  copies: Map<string, string>,
): string {
  const known = copies.get(part);
  if (known !== undefined) return known;
  const stem = part.replace(/\d*\.[^.]+$/, "");
  const copy = to.freeName(stem, endingOf(part));
  copies.set(part, copy);
  to.put(copy, from.content(part), from.typeOf(part));
  const renamed = new Map<string, string>();
  for (const relation of from.relations(part)) {
    const target = relation.external
      ? relation.target
      : copyWith(from, relation.target, to, copies);
    renamed.set(relation.id, to.relate(copy, { ...relation, target }));
  }
  if (renamed.size > 0) renameIds(to, copy, renamed);
  return copy;
}

function renameIds(
  file: DeckFile,
  part: string,
  renamed: ReadonlyMap<string, string>,
): void {
  for (const each of all(file.root(part), "*")) {
    for (const { name, value } of Array.from(each.attributes)) {
      const id = name.startsWith("r:") ? renamed.get(value) : undefined;
      if (id !== undefined) each.setAttribute(name, id);
    }
  }
  file.change(part);
}

function listMaster(file: DeckFile, master: string): void {
  const root = file.root(presentation);
  const [masters] = children(root, "p:sldMasterIdLst");
  const [model] = masters === undefined ? [] : children(masters);
  if (masters === undefined || model === undefined) return;
  const listed = file
    .names(/^ppt\/slideMasters\/[^/]+\.xml$/)
    .filter((part) => part !== master)
    .flatMap((part) => all(file.root(part), "p:sldLayoutId"));
  const numbers = [...children(masters), ...listed].map((each) =>
    Number(each.getAttribute("id")),
  );
  let next = Math.max(firstMasterId - 1, ...numbers) + 1;
  const made = model.cloneNode(false) as Element;
  made.setAttribute("id", String(next));
  const relation = { type: "slideMaster", target: master, external: false };
  made.setAttribute("r:id", file.relate(presentation, relation));
  masters.appendChild(made);
  for (const each of all(file.root(master), "p:sldLayoutId")) {
    next += 1;
    each.setAttribute("id", String(next));
  }
  file.change(presentation);
  file.change(master);
}
