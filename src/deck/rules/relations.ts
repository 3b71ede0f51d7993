import { posix } from "node:path";
import { all, children, type Document, rootOf } from "../package/xml.ts";
import { endingOf, type Parts, textOf } from "../package/zip.ts";
import type { Defect } from "./defect.ts";

/** PX-02: a type for each part, and a part for each type. */
export function lintTypes(
  parts: Parts,
  documents: ReadonlyMap<string, Document>,
): Defect[] {
  const types = documents.get("[Content_Types].xml");
  if (types === undefined)
    return [{ rule: "PX-02", message: "no [Content_Types].xml" }];
  const wrong: string[] = [];
  const overrides = new Set<string>();
  const endings = new Map<string, string>();
  for (const each of children(rootOf(types))) {
    const part = each.getAttribute("PartName");
    if (part !== null && overrides.has(part))
      wrong.push(`two types for ${part}`);
    if (part !== null && !parts.has(part.slice(1)))
      wrong.push(`a type for ${part}, which is not there`);
    if (part !== null) overrides.add(part);
    const ending = each.getAttribute("Extension");
    if (ending !== null)
      endings.set(ending.toLowerCase(), each.getAttribute("ContentType") ?? "");
  }
  const used = new Set([...parts.keys()].map((name) => endingOf(name)));
  for (const [ending, type] of endings) {
    if (!used.has(ending))
      wrong.push(`a type for .${ending}, which no part has`);
    if (type === "image/jpg") wrong.push("image/jpg where image/jpeg is meant");
  }
  for (const name of parts.keys()) {
    const ending = endingOf(name);
    if (
      name === "[Content_Types].xml" ||
      overrides.has(`/${name}`) ||
      endings.has(ending)
    )
      continue;
    wrong.push(`no type for ${name}`);
  }
  return wrong.map((message) => ({ rule: "PX-02", message }));
}

/** PX-03 and PX-13: every relation leads somewhere, every part is reached, links are https. */
export function lintRelations(
  parts: Parts,
  documents: ReadonlyMap<string, Document>,
): Defect[] {
  const defects: Defect[] = [];
  const reached = new Set(["[Content_Types].xml"]);
  for (const [name, document] of documents) {
    if (!name.endsWith(".rels")) continue;
    reached.add(name);
    const folder = posix.dirname(posix.dirname(name));
    const owner = posix.join(folder, posix.basename(name, ".rels"));
    const ids = new Set<string>();
    for (const each of all(document, "Relationship")) {
      const id = each.getAttribute("Id") ?? "";
      const target = each.getAttribute("Target") ?? "";
      if (ids.has(id))
        defects.push({ rule: "PX-03", message: `${name}: ${id} stands twice` });
      ids.add(id);
      if (each.getAttribute("TargetMode") === "External") {
        if (!target.startsWith("https://"))
          defects.push({
            rule: "PX-13",
            message: `${name}: link to ${target}`,
          });
        continue;
      }
      const path = target.startsWith("/")
        ? target.slice(1)
        : posix.join(folder, target);
      reached.add(path);
      if (!parts.has(path))
        defects.push({
          rule: "PX-03",
          message: `${name}: ${id} leads to ${path}, which is not there`,
        });
    }
    const text =
      parts.has(owner) && owner.endsWith(".xml") ? textOf(parts, owner) : "";
    for (const [, id = ""] of text.matchAll(
      /\br:(?:id|embed|link|pict)="([^"]+)"/g,
    )) {
      if (!ids.has(id))
        defects.push({
          rule: "PX-03",
          message: `${owner} uses ${id}, which ${name} lacks`,
        });
    }
  }
  for (const name of parts.keys()) {
    if (!reached.has(name))
      defects.push({ rule: "PX-03", message: `nothing leads to ${name}` });
  }
  return defects;
}
