import { children, type Element } from "../../package/xml.ts";
import type { DeckFile } from "./file.ts";

/** A part of a deck: what its ids mean, only it knows. */
export interface Place {
  readonly file: DeckFile;
  readonly part: string;
}

/** What programs write anew at every saving, and nobody sees. */
const ignored =
  /^(xmlns(:.*)?|lang|altLang|dirty|err|smtClean|smtId|noProof|rsid\w*)$/;

/** Elements that say nothing while they are empty, or nothing at all that is seen. */
const silent = new Set(["a:endParaRPr", "a:pPr", "a:rPr", "a:lstStyle"]);

/** Extensions that hold nothing but an id of the program's. */
const idsOnly = /creationId|rowId|colId|uniqueId/;

/** Lengths in EMU that differ by less are the same: LibreOffice counts in hundredths of a mm. */
const tolerance = 1500;

/**
 * An element in one form: two of one form look the same, whatever program wrote them. Ids of
 * relations stand for what they lead to.
 */
export function canonical(element: Element, place: Place): string {
  const { nodeName } = element;
  if (nodeName === "a:endParaRPr") return "";
  // A field, such as a slide's number: its words are the program's.
  if (nodeName === "a:fld") return `<field ${element.getAttribute("type")}>`;
  if (isIdsOnly(element)) return "";
  const attributes = attributesOf(element, place);
  const inside = children(element);
  const content =
    inside.length === 0
      ? leafText(element)
      : inside.map((each) => canonical(each, place)).join("");
  if (silent.has(nodeName) && attributes === "" && content === "") return "";
  return `<${nodeName}${attributes}>${content}</>`;
}

/** True where two elements look the same. */
export function looksSame(
  one: Element,
  at: Place,
  other: Element,
  there: Place,
): boolean {
  return canonical(one, at) === canonical(other, there);
}

/** The text of an element without elements inside; a program may indent all but what is shown. */
export function leafText(element: Element): string {
  const text = element.textContent ?? "";
  return element.nodeName === "a:t" ? text : text.trim();
}

/** Its attributes that are seen, by name. */
export function seenAttributes(element: Element): Map<string, string> {
  const found = Array.from(element.attributes)
    .map(({ name, value }) => [name, value] as const)
    .filter(([name]) => !ignored.test(name));
  if (element.nodeName === "p:cNvPr") {
    return new Map(found.filter(([name]) => name !== "id"));
  }
  return new Map(found);
}

function attributesOf(element: Element, place: Place): string {
  return [...seenAttributes(element)]
    .map(([name, value]) => ` ${name}="${meaning(name, value, place)}"`)
    .sort()
    .join("");
}

function isIdsOnly(element: Element): boolean {
  const { nodeName } = element;
  if (/:extLst$/.test(nodeName)) return children(element).every(isIdsOnly);
  if (!/:ext$/.test(nodeName) || element.hasAttribute("cx")) return false;
  const inside = children(element);
  return inside.every((each) => idsOnly.test(each.nodeName));
}

/** What an attribute says: of an id of a relation, what it leads to. */
export function meaning(name: string, value: string, place: Place): string {
  if (!name.startsWith("r:") || value === "") return value;
  const relation = place.file
    .relations(place.part)
    .find(({ id }) => id === value);
  if (relation === undefined) return "nothing";
  const { type, target, external } = relation;
  if (external) return target;
  if (type === "slide") return `slide ${slideName(place.file, target)}`;
  return type === "image" ? place.file.hash(target) : type;
}

/** What a slide goes by in the file: what `slideKey` gave it, while the program keeps that. */
export function slideName(file: DeckFile, part: string): string {
  if (!file.has(part)) return "";
  const [common] = children(file.root(part), "p:cSld");
  return common?.getAttribute("name") ?? "";
}

/** True for values that say the same: lengths may differ by what a program rounds away. */
export function sameValue(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [Number(one), Number(other)];
  if (one.trim() === "" || other.trim() === "") return false;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const size = Math.max(Math.abs(a), Math.abs(b));
  if (Number.isInteger(a) && Number.isInteger(b))
    return size > 20_000 && sameLength(a, b);
  return Math.abs(a - b) <= size * 1e-12;
}

/** True for lengths in EMU that differ by no more than a program rounds. */
export function sameLength(one: number, other: number): boolean {
  return Math.abs(one - other) <= tolerance;
}
