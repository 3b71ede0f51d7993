import { all, children, type Element } from "../package/xml.ts";
import { PackageError } from "../package/zip.ts";
import { wordsOf } from "./content/paragraph.ts";
import { isEmpty, isFurniture } from "./content/shape.ts";
import { type Place, slideName } from "./file/canonical.ts";
import type { DeckFile } from "./file/file.ts";

/** A shape, picture or frame as it lies on a slide, in a group or not. */
export interface Shape {
  readonly element: Element;
  readonly name: string;
  /** What it is a placeholder for: `title`, `body`; "" for one that is none. */
  readonly placeholder: string;
  readonly words: string;
}

/** A slide of a file, with all by which it can be found again. */
export interface ShownSlide extends Place {
  /** What it goes by, or "". */
  readonly name: string;
  readonly shapes: readonly Shape[];
  /** The page of notes, where there is one. */
  readonly notes: string | undefined;
  /** What is said, one line a paragraph. */
  readonly spoken: string;
}

export const presentation = "ppt/presentation.xml";

/** The slides of a file in their order. Throws PackageError for what is no presentation. */
export function readShown(file: DeckFile): ShownSlide[] {
  const [list] = children(file.root(presentation), "p:sldIdLst");
  const relations = file.relations(presentation);
  return children(list ?? file.root(presentation), "p:sldId").map((each) => {
    const id = each.getAttribute("r:id");
    const part = relations.find((one) => one.id === id)?.target;
    if (part === undefined)
      throw new PackageError(`presentation leads to no ${id}`);
    const notes = file.related(part, "notesSlide");
    const isThere = notes !== undefined && file.has(notes);
    return {
      ...{ file, part, name: slideName(file, part) },
      shapes: readShapes(file.root(part)),
      notes: isThere ? notes : undefined,
      spoken: isThere ? spokenIn(file.root(notes)) : "",
    };
  });
}

/** Shapes in the order of the slide; what only newer programs show is left alone. */
function readShapes(root: Element): Shape[] {
  return ["p:sp", "p:pic", "p:graphicFrame"]
    .flatMap((name) => all(root, name))
    .filter((each) => !isInside(each, "mc:AlternateContent"))
    .filter((each) => !isFurniture(each) && !isEmpty(each))
    .map((element) => {
      const [placeholder] = all(element, "p:ph");
      const type = placeholder?.getAttribute("type") ?? "body";
      return {
        element,
        name: all(element, "p:cNvPr")[0]?.getAttribute("name") ?? "",
        placeholder: (placeholder && type.replace("ctrTitle", "title")) || "",
        words: wordsOf(element),
      };
    });
}

function isInside(element: Element, name: string): boolean {
  for (let node = element.parentNode; node; node = node.parentNode)
    if (node.nodeName === name) return true;
  return false;
}

/** The body of a page of notes; undefined where there is none. */
export function notesBody(root: Element): Element | undefined {
  return all(root, "p:sp").find((shape) =>
    all(shape, "p:ph").some((each) => each.getAttribute("type") === "body"),
  );
}

function spokenIn(root: Element): string {
  const body = notesBody(root);
  return body === undefined ? "" : wordsOf(body);
}

/** The words of a slide's title, on one line; without one, the first that stand on it. */
export function titleOf({ shapes }: ShownSlide): string {
  const title =
    shapes.find(({ placeholder }) => placeholder === "title") ??
    shapes.find(({ words }) => words.trim() !== "");
  return (title?.words ?? "").replace(/\s+/g, " ").trim();
}
