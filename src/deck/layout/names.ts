/**
 * What a shape of a slide is called in PowerPoint's selection pane: what it shows, a colon, and
 * the name of that in the record, such as `figure:shift`, `table:errors` or `number:l1-to-3`.
 * What has no name there goes by its kind alone. Whatever finds a shape again finds it by this
 * name: a deck that is built later, and this package's own passes.
 */
type Shown =
  | "title"
  | "question"
  | "kicker"
  | "signature"
  | "heading"
  | "text"
  | "number"
  | "figure"
  | "picture"
  | "caption"
  | "callout"
  | "art"
  | "source"
  | "table"
  | "listing"
  | "output";

/** Shapes that every slide has beside what is placed on it, and those of its notes. */
export const fixedNames = {
  slideNumber: "slide-number",
  slideImage: "slide-image",
  notes: "notes",
} as const;

/** The name of what shows `name` of the record, region or output; "" where it has none. */
export function shapeName(shown: Shown, name = ""): string {
  const known = name.replace(/[^\w.-]+/g, "-");
  return known === "" ? shown : `${shown}:${known}`;
}

/** `items` with names that are used once: the second `text` is `text-2`. */
export function nameOnce<Item extends { readonly name: string }>(
  items: readonly Item[],
): readonly Item[] {
  const wanted = new Set(items.map((each) => each.name));
  const taken = new Set<string>(Object.values(fixedNames));
  return items.map((item) => {
    let { name } = item;
    for (let again = 2; taken.has(name); again++) {
      const numbered = `${item.name}-${again}`;
      if (!wanted.has(numbered)) name = numbered;
    }
    taken.add(name);
    return { ...item, name };
  });
}

/** A shape's name as a finding says it: `listing rmse`. */
export function spokenName(name: string): string {
  return name.replace(":", " ");
}
