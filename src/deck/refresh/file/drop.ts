import { all, type Element, remove } from "../../package/xml.ts";
import type { DeckFile } from "./file.ts";

/** What other slides may use too, and what a deck is built on: never dropped with a slide. */
const shared = /^(slide|slideLayout|slideMaster|notesMaster|theme)$/;

const presentation = "ppt/presentation.xml";

/** Takes a slide out, with its notes and with all that nothing else leads to. */
export function dropSlide(file: DeckFile, part: string): void {
  for (const owner of file.names(/^ppt\/(?!.*_rels\/).*\.xml$/)) {
    if (owner === part || !leadsTo(file, owner, part)) continue;
    // A page of notes goes with its slide.
    if (file.related(part, "notesSlide") === owner) continue;
    for (const { id, target } of file.relations(owner)) {
      if (target !== part) continue;
      forget(file, owner, id);
      file.unrelate(owner, id);
    }
  }
  dropWithTargets(file, part);
}

function leadsTo(file: DeckFile, owner: string, part: string): boolean {
  return file.relations(owner).some(({ target }) => target === part);
}

/** Takes out of a part what uses a relation: a link, or of the presentation the slide itself. */
function forget(file: DeckFile, owner: string, id: string): void {
  const root = file.root(owner);
  const users = all(root, "*").filter((each) => usesId(each, id));
  for (const each of users) {
    const number = each.getAttribute("id");
    remove(each);
    // Sections list slides by their numbers.
    if (owner !== presentation || each.nodeName !== "p:sldId") continue;
    for (const listed of all(root, "p14:sldId"))
      if (listed.getAttribute("id") === number) remove(listed);
  }
  file.change(owner);
}

function usesId(element: Element, id: string): boolean {
  return Array.from(element.attributes).some(
    ({ name, value }) => name.startsWith("r:") && value === id,
  );
}

function dropWithTargets(file: DeckFile, part: string): void {
  const targets = file
    .relations(part)
    .filter(({ type, external }) => !external && !shared.test(type))
    .map(({ target }) => target);
  file.drop(part);
  dropUnused(file, targets);
}

/** Takes out those of the parts that nothing leads to any more, and what only they lead to. */
function dropUnused(file: DeckFile, parts: readonly string[]): void {
  for (const part of new Set(parts)) {
    if (!file.has(part)) continue;
    const isUsed = file
      .names(/^(?!.*_rels\/)/)
      .some((owner) => owner !== part && leadsTo(file, owner, part));
    const isLoop = /^ppt\/notesSlides\//.test(part);
    if (!isUsed || isLoop) dropWithTargets(file, part);
  }
}

/** The ids of relations that a part uses. */
export function usedIds(file: DeckFile, part: string): Set<string> {
  const ids = all(file.root(part), "*").flatMap((each) =>
    Array.from(each.attributes)
      .filter(({ name }) => name.startsWith("r:"))
      .map(({ value }) => value),
  );
  return new Set(ids);
}

/** Takes away relations that a part used before and uses no more, with what they led to. */
export function tidy(
  file: DeckFile,
  part: string,
  before: ReadonlySet<string>,
): void {
  const now = usedIds(file, part);
  const gone = file
    .relations(part)
    .filter(({ id }) => before.has(id) && !now.has(id));
  for (const { id } of gone) file.unrelate(part, id);
  const parts = gone.filter(
    ({ type, external }) => !external && !shared.test(type),
  );
  dropUnused(
    file,
    parts.map(({ target }) => target),
  );
}
