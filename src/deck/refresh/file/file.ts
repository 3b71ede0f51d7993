import { posix } from "node:path";
import { sha256 } from "../../../files.ts";
import {
  all,
  append,
  children,
  type Document,
  type Element,
  parseXml,
  remove,
  rootOf,
  serialise,
} from "../../package/xml.ts";
import {
  endingOf,
  namesOf,
  PackageError,
  type Parts,
  unzip,
  zip,
} from "../../package/zip.ts";

const types = "[Content_Types].xml";
const office =
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** One relation of a part, with the path of the part that it leads to. */
export interface Relation {
  readonly id: string;
  /** The end of its type: `image`, `slide`. */
  readonly type: string;
  /** A path in the package, or an address. */
  readonly target: string;
  readonly external: boolean;
}

/**
 * A deck that any program may have saved. Only what is changed through `change`, `put` and the
 * relations is written anew: every other part keeps its bytes, and a deck in which nothing was
 * changed is the file that it was.
 */
export class DeckFile {
  readonly #bytes: Buffer;
  readonly #parts: Parts;
  readonly #documents = new Map<string, Document>();
  readonly #changed = new Set<string>();
  readonly #relations = new Map<string, readonly Relation[]>();
  readonly #hashes = new Map<string, string>();
  #isChanged = false;

  private constructor(bytes: Buffer, parts: Parts) {
    this.#bytes = bytes;
    this.#parts = parts;
  }

  /** Throws PackageError for what is no archive. */
  static async open(bytes: Buffer): Promise<DeckFile> {
    return new DeckFile(bytes, await unzip(bytes, /^$/));
  }

  async save(): Promise<Buffer> {
    if (!this.#isChanged) return this.#bytes;
    const parts: Parts = new Map(this.#parts);
    for (const name of this.#changed)
      parts.set(name, serialise(this.document(name)));
    return zip(parts);
  }

  has(name: string): boolean {
    return this.#parts.has(name);
  }

  names(pattern = /^/): string[] {
    return namesOf(this.#parts, pattern);
  }

  /** Throws PackageError where the part is missing. */
  content(name: string): Buffer {
    const content = this.#parts.get(name);
    if (content === undefined)
      throw new PackageError(`package without ${name}`);
    return Buffer.from(content);
  }

  /** SHA-256 of the part's bytes, in hex; "" where it is missing. */
  hash(name: string): string {
    if (!this.has(name)) return "";
    const hash = this.#hashes.get(name) ?? sha256(this.content(name));
    this.#hashes.set(name, hash);
    return hash;
  }

  /** The part's document, to be looked at. Throws PackageError where it is missing or no XML. */
  document(name: string): Document {
    const document =
      this.#documents.get(name) ?? parseXml(this.content(name).toString());
    this.#documents.set(name, document);
    return document;
  }

  root(name: string): Element {
    return rootOf(this.document(name));
  }

  /** Says that the part's document was changed in place: it is written anew. */
  change(name: string): void {
    this.document(name);
    this.#changed.add(name);
    this.#relations.clear();
    this.#isChanged = true;
  }

  /** Puts a part in, of that content type where it is new and its ending has another. */
  put(name: string, content: string | Buffer, type?: string): void {
    this.#documents.delete(name);
    this.#changed.delete(name);
    this.#parts.set(name, content);
    this.#relations.clear();
    this.#hashes.delete(name);
    this.#isChanged = true;
    if (type !== undefined && this.typeOf(name) !== type)
      this.#declare(name, type);
  }

  /** Takes a part out, with its relations and its content type. */
  drop(name: string): void {
    for (const each of [name, relationsOf(name)]) {
      this.#documents.delete(each);
      this.#changed.delete(each);
      this.#parts.delete(each);
      this.#hashes.delete(each);
    }
    this.#relations.clear();
    this.#isChanged = true;
    for (const each of children(this.root(types))) {
      const part = each.getAttribute("PartName")?.slice(1);
      // LibreOffice gives files of relations a type each.
      if (part !== name && part !== relationsOf(name)) continue;
      remove(each);
      this.change(types);
    }
  }

  /** The content type of a part; "" where it has none. */
  typeOf(name: string): string {
    const declared = children(this.root(types));
    const found =
      declared.find((each) => each.getAttribute("PartName") === `/${name}`) ??
      declared.find(
        (each) =>
          each.getAttribute("Extension")?.toLowerCase() === endingOf(name),
      );
    return found?.getAttribute("ContentType") ?? "";
  }

  #declare(name: string, type: string): void {
    const root = this.root(types);
    const isMedia = name.startsWith("ppt/media/");
    const kind = isMedia && this.typeOf(name) === "" ? "Default" : "Override";
    const key: { [name: string]: string } =
      kind === "Default"
        ? { Extension: endingOf(name) }
        : { PartName: `/${name}` };
    append(root, kind, { ...key, ContentType: type });
    this.change(types);
  }

  /** The relations of a part: none where it has no file of them. */
  relations(part: string): readonly Relation[] {
    const known = this.#relations.get(part);
    if (known !== undefined) return known;
    const read = this.#readRelations(part);
    this.#relations.set(part, read);
    return read;
  }

  #readRelations(part: string): Relation[] {
    const name = relationsOf(part);
    if (!this.has(name)) return [];
    return all(this.document(name), "Relationship").map((each) => {
      const external = each.getAttribute("TargetMode") === "External";
      const target = each.getAttribute("Target") ?? "";
      return {
        id: each.getAttribute("Id") ?? "",
        type: (each.getAttribute("Type") ?? "").replace(/^.*\//, ""),
        target: external
          ? target
          : posix.resolve("/", posix.dirname(part), target).slice(1),
        external,
      };
    });
  }

  /** The part that a relation of that type leads to, where there is one. */
  related(part: string, type: string): string | undefined {
    return this.relations(part).find((each) => each.type === type)?.target;
  }

  /** The id of a relation to `target`, which is made where there is none. */
  relate(part: string, relation: Omit<Relation, "id">): string {
    const { type, target, external } = relation;
    const there = this.relations(part);
    const same = there.find(
      (each) =>
        each.type === type &&
        each.target === target &&
        each.external === external,
    );
    if (same !== undefined) return same.id;
    const name = relationsOf(part);
    if (!this.has(name)) this.put(name, emptyRelations);
    const taken = new Set(there.map(({ id }) => id));
    let number = there.length + 1;
    while (taken.has(`rId${number}`)) number += 1;
    const id = `rId${number}`;
    append(this.root(name), "Relationship", {
      Id: id,
      Type: `${office}/${type}`,
      Target: external
        ? target
        : posix.relative(posix.dirname(part), target) || target,
      ...(external && { TargetMode: "External" }),
    });
    this.change(name);
    return id;
  }

  /** Takes a relation away. */
  unrelate(part: string, id: string): void {
    const name = relationsOf(part);
    if (!this.has(name)) return;
    for (const each of all(this.document(name), "Relationship")) {
      if (each.getAttribute("Id") !== id) continue;
      remove(each);
      this.change(name);
    }
  }

  /**
   * True where a program writes every part anew, so that what looks different may be its doing.
   * PowerPoint keeps what it does not change.
   */
  get isRewritten(): boolean {
    const properties = "docProps/app.xml";
    if (!this.has(properties)) return true;
    const [program] = all(this.document(properties), "Application");
    return !/^Microsoft/.test(program?.textContent ?? "");
  }

  /** A name for a new part, one number above all of its kind: `ppt/slides/slide9.xml`. */
  freeName(stem: string, ending: string): string {
    const numbers = this.names().flatMap((name) => {
      if (!name.startsWith(stem) || !name.endsWith(`.${ending}`)) return [];
      return [Number(name.slice(stem.length, -ending.length - 1))];
    });
    const known = numbers.filter(Number.isInteger);
    return `${stem}${Math.max(0, ...known) + 1}.${ending}`;
  }
}

const emptyRelations =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>';

/** Where the relations of a part lie. */
function relationsOf(part: string): string {
  const { dir, base } = posix.parse(part);
  return `${dir}/_rels/${base}.rels`;
}
