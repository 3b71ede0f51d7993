import { posix } from "node:path";
import {
  all,
  type Document,
  type Element,
  parseXml,
  rootOf,
  serialise,
} from "./xml.ts";
import { namesOf, PackageError, type Parts, unzip, zip } from "./zip.ts";

/**
 * An Office Open XML package in memory. A part is parsed when it is first looked into, changed in
 * place, and written once, in `save`; what nobody looks into keeps its bytes.
 */
export class Package {
  readonly #documents = new Map<string, Document>();
  #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The package in an archive. Throws PackageError for what is none. */
  static async open(bytes: Uint8Array): Promise<Package> {
    return new Package(await unzip(bytes));
  }

  /** One archive for one package; every part that was looked into is written anew. */
  async save(): Promise<Buffer> {
    return zip(this.contents());
  }

  /** Every part as `save` writes it. */
  contents(): Parts {
    const parts: Parts = new Map(this.#parts);
    for (const [name, document] of this.#documents)
      parts.set(name, serialise(document));
    return parts;
  }

  has(name: string): boolean {
    return this.#parts.has(name);
  }

  /** Names that match, sorted by the number in them; default: all. */
  names(pattern = /^/): string[] {
    return namesOf(this.#parts, pattern);
  }

  /** The part as it was read. Throws PackageError where it is missing. */
  content(name: string): string | Buffer {
    const content = this.#parts.get(name);
    if (content === undefined)
      throw new PackageError(`package without ${name}`);
    return content;
  }

  /** The part's document, to be changed in place. Throws PackageError where it is missing. */
  document(name: string): Document {
    const document =
      this.#documents.get(name) ?? parseXml(String(this.content(name)));
    this.#documents.set(name, document);
    return document;
  }

  /** The root of the part's document. */
  root(name: string): Element {
    return rootOf(this.document(name));
  }

  /** Puts a part in, or another in its place. */
  set(name: string, content: string | Buffer): void {
    this.#documents.delete(name);
    this.#parts.set(name, content);
  }

  /** Puts the document of a part in again, as a part of its own. */
  copy(name: string, to: string): void {
    this.#documents.set(to, this.document(name).cloneNode(true) as Document);
    this.#parts.set(to, "");
  }

  delete(name: string): void {
    this.#parts.delete(name);
    this.#documents.delete(name);
  }

  /** Gives every part the name that `renamed` has for it. Only before a part is looked into. */
  rename(renamed: (name: string) => string): void {
    this.#parts = new Map(
      [...this.#parts].map(([name, content]) => [renamed(name), content]),
    );
  }

  /** The relations of a part: none where it has no file of them. */
  relations(part: string): Element[] {
    const { dir, base } = posix.parse(part);
    const name = `${dir}/_rels/${base}.rels`;
    return this.has(name) ? all(this.document(name), "Relationship") : [];
  }

  /** The part that a relation of `part` leads to, by its id, or by the end of its type. */
  related(
    part: string,
    by: { readonly id: string } | { readonly type: string },
  ): string {
    const relation = this.relations(part).find((each) =>
      "id" in by
        ? each.getAttribute("Id") === by.id
        : each.getAttribute("Type")?.endsWith(`/${by.type}`),
    );
    const target = relation?.getAttribute("Target");
    if (typeof target !== "string")
      throw new PackageError(`${part} leads to no ${Object.values(by)}`);
    return posix.resolve("/", posix.dirname(part), target).slice(1);
  }
}
