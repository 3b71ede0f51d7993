import { fileURLToPath } from "node:url";
import { Shelf } from "./shelf.ts";

const cache = new URL("../../node_modules/.cache/lectern/", import.meta.url);
const shelves = new Map<string, Shelf>();

/** A shelf of Lectern's own, beside its packages, for all courses: one of each name a process. */
export function openOwnShelf(name: string): Shelf {
  const shelf =
    shelves.get(name) ?? new Shelf(fileURLToPath(new URL(name, cache)));
  shelves.set(name, shelf);
  return shelf;
}
