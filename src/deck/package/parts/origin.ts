import { createHash } from "node:crypto";
import type { Package } from "../package.ts";
import { all, append, children, parseXml, remove } from "../xml.ts";
import { PackageError } from "../zip.ts";

/*
 * Which deck a file came from, however often it was saved since: a custom XML part, which
 * PowerPoint and LibreOffice carry along without looking into it.
 */

const namespace = "urn:lectern:deck";
const item = "customXml/item1.xml";
const properties = "customXml/itemProps1.xml";
const itemRelations = "customXml/_rels/item1.xml.rels";
const types = "[Content_Types].xml";
const presentation = "ppt/_rels/presentation.xml.rels";

/** Parts that the name itself changes: it is not made of them. */
const own = new Set([item, properties, itemRelations, types, presentation]);

const office = "http://schemas.openxmlformats.org/officeDocument/2006";
const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Names the deck by a hash of all that it holds; the same deck gets the same name. */
export function nameDeck(parts: Package): void {
  for (const name of [item, properties, itemRelations]) parts.delete(name);
  const hash = createHash("sha256");
  const contents = parts.contents();
  for (const name of [...contents.keys()].sort()) {
    if (!own.has(name))
      hash.update(`${name}\0`).update(contents.get(name) ?? "");
  }
  parts.set(item, itemOf(hash.digest("hex").slice(0, 16)));
  parts.set(
    properties,
    `${header}<ds:datastoreItem xmlns:ds="${office}/customXml" ds:itemID="{6C656374-6572-4E00-8000-6465636B0001}"><ds:schemaRefs><ds:schemaRef ds:uri="${namespace}"/></ds:schemaRefs></ds:datastoreItem>`,
  );
  parts.set(
    itemRelations,
    `${header}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>`,
  );
  declare(parts);
}

function declare(parts: Package): void {
  const root = parts.root(types);
  for (const each of children(root))
    if (each.getAttribute("PartName") === `/${properties}`) remove(each);
  append(root, "Override", {
    PartName: `/${properties}`,
    ContentType:
      "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
  });
  const relations = parts.root(presentation);
  const target = `../${item}`;
  if (
    children(relations).some((each) => each.getAttribute("Target") === target)
  )
    return;
  append(relations, "Relationship", {
    Id: "rIdDeck",
    Type: `${office}/relationships/customXml`,
    Target: target,
  });
}

/** The part that holds a deck's name. */
export function itemOf(name: string): string {
  return `${header}<deck xmlns="${namespace}" name="${name}"/>`;
}

/** Where a deck's name lies, and the name; undefined for a file that carries none. */
export function findDeckName(
  parts: Pick<Package, "names" | "content">,
): { readonly part: string; readonly name: string } | undefined {
  for (const part of parts.names(/^customXml\/item\d*\.xml$/)) {
    const text = String(parts.content(part));
    if (!text.includes(namespace)) continue;
    const name = readName(text);
    if (name !== undefined) return { part, name };
  }
  return undefined;
}

function readName(text: string): string | undefined {
  try {
    const [deck] = all(parseXml(text), "deck");
    const name = deck?.getAttribute("name") ?? "";
    return /^[0-9a-f]{16}$/.test(name) ? name : undefined;
  } catch (error) {
    if (error instanceof PackageError) return undefined;
    throw error;
  }
}
