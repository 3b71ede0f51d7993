import { all, type Element, remove } from "../../package/xml.ts";
import { endingOf } from "../../package/zip.ts";
import { type Place, slideName } from "./canonical.ts";
import type { DeckFile, Relation } from "./file.ts";

/**
 * A copy of an element of another part, to be put into `to`: what its ids lead to comes along.
 * A link to a slide that the deck lacks is left out.
 */
export function adopt(element: Element, from: Place, to: Place): Element {
  const document = to.file.document(to.part);
  const copy = document.importNode(element, true);
  for (const each of [copy, ...all(copy, "*")]) {
    for (const { name, value } of Array.from(each.attributes)) {
      if (!name.startsWith("r:") || value === "") continue;
      const id = adoptRelation(value, from, to);
      if (id !== undefined) each.setAttribute(name, id);
      else remove(each);
    }
  }
  return copy;
}

/** The id in `to` of what `id` leads to in `from`; undefined where that cannot come along. */
export function adoptRelation(
  id: string,
  from: Place,
  to: Place,
): string | undefined {
  const relation = from.file
    .relations(from.part)
    .find((each) => each.id === id);
  if (relation === undefined) return undefined;
  const target = adoptTarget(relation, from.file, to.file);
  if (target === undefined) return undefined;
  return to.file.relate(to.part, { ...relation, target });
}

function adoptTarget(
  { type, target, external }: Relation,
  from: DeckFile,
  to: DeckFile,
): string | undefined {
  if (external) return target;
  if (type === "image") return adoptMedia(from, target, to);
  if (type === "slide") return findSlide(to, slideName(from, target));
  if (type === "chart") return adoptChart(from, target, to);
  return undefined;
}

/** A picture of another deck: the part that has it already, or a new one. */
function adoptMedia(from: DeckFile, part: string, to: DeckFile): string {
  const hash = from.hash(part);
  const there = to.names(/^ppt\/media\//);
  const same = there.find((each) => to.hash(each) === hash);
  if (same !== undefined) return same;
  const name = to.freeName("ppt/media/image", endingOf(part));
  to.put(name, from.content(part), from.typeOf(part));
  return name;
}

/** The slide that goes by that name. */
function findSlide(file: DeckFile, name: string): string | undefined {
  if (name === "") return undefined;
  return file
    .names(/^ppt\/slides\/[^/]+\.xml$/)
    .find((part) => slideName(file, part) === name);
}

/** A chart of another deck with its workbook, as new parts. */
function adoptChart(from: DeckFile, part: string, to: DeckFile): string {
  const name = to.freeName("ppt/charts/chart", "xml");
  to.put(name, from.content(part), from.typeOf(part));
  adoptWorkbook({ file: from, part }, { file: to, part: name });
  return name;
}

/** Puts the workbook behind a chart in, and makes the chart lead to it. */
export function adoptWorkbook(from: Place, to: Place): void {
  const workbook = from.file.related(from.part, "package");
  if (workbook === undefined) return;
  const name = to.file.freeName(
    "ppt/embeddings/Microsoft_Excel_Worksheet",
    "xlsx",
  );
  to.file.put(name, from.file.content(workbook), from.file.typeOf(workbook));
  const relation = { type: "package", target: name, external: false };
  const id = to.file.relate(to.part, relation);
  const root = to.file.root(to.part);
  const [data] = all(root, "c:externalData");
  if (data?.getAttribute("r:id") === id) return;
  if (data !== undefined) data.setAttribute("r:id", id);
  else {
    const [source] = all(from.file.root(from.part), "c:externalData");
    if (source === undefined) return;
    const copy = to.file.document(to.part).importNode(source, true);
    copy.setAttribute("r:id", id);
    // What may follow it in a chart. Source: ISO 29500-1, 21.2.2.29.
    const [after] = [...all(root, "c:userShapes")];
    root.insertBefore(copy, after ?? null);
  }
  to.file.change(to.part);
}
