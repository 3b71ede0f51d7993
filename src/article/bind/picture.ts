import type {
  Image,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
} from "mdast";
import { toString as toText } from "mdast-util-to-string";
import type { VFile } from "vfile";
import { pathOfPicture } from "../address.ts";
import type { FigureNode } from "../bound.ts";
import { attributeOf, type Binding, isWhole } from "../directive.ts";
import { bindWordsOf } from "../read/fragment.ts";
import { type Problem, report } from "../report.ts";
import { replaceNodes } from "../tree.ts";
import { readCaption } from "./figure.ts";

/**
 * Pictures of the author's own, from the topic's folder: `![alt](file.jpg "caption")` alone in
 * a paragraph, or `:::picture{src="file.jpg" alt="…"}`, its caption with directives, and `:::`.
 */
export function remarkPicture(binding: Binding) {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node): readonly RootContent[] => {
      if (node.type === "paragraph") return bindImages(binding, file, node);
      if (node.type === "image" && !isOurs(node) && node.title)
        return [{ ...node, title: toText(bindTitle(binding, file, node)) }];
      if (
        !isWhole(node, "containerDirective", "picture") &&
        !isWhole(node, "leafDirective", "picture")
      )
        return [node];
      const url = attributeOf(node, "src") ?? "";
      const alt = attributeOf(node, "alt") ?? "";
      const caption = readCaption(file, node, url);
      return caption
        ? bindPicture(binding, file, node, { url, alt }, caption)
        : [];
    });
}

/** A paragraph of nothing but images: each of the topic's folder in a block of its own. */
function bindImages(
  binding: Binding,
  file: VFile,
  paragraph: Paragraph,
): readonly RootContent[] {
  const shown = paragraph.children.filter(
    (child) => child.type !== "text" || toText(child).trim() !== "",
  );
  const images = shown.filter((child) => child.type === "image");
  if (images.length < shown.length || !images.some(isOurs)) return [paragraph];
  return images.flatMap((image): readonly RootContent[] => {
    if (!isOurs(image)) return [{ ...paragraph, children: [image] }];
    const { url, alt } = image;
    const caption = bindTitle(binding, file, image);
    return bindPicture(binding, file, image, { url, alt: alt ?? "" }, caption);
  });
}

function isOurs({ url }: Image): boolean {
  return pathOfPicture(url) !== undefined;
}

/** The caption in quotes behind an address: a line of prose, directives included. */
function bindTitle(
  binding: Binding,
  file: VFile,
  image: Image,
): PhrasingContent[] {
  const { title } = image;
  if (!title) return [];
  const plain = { type: "text", value: title } as const;
  return bindWordsOf(binding, file, image, title) ?? [plain];
}

function bindPicture(
  { pictures }: Binding,
  file: VFile,
  { position }: RootContent,
  { url, alt }: { readonly url: string; readonly alt: string },
  caption: PhrasingContent[],
): FigureNode[] {
  const path = pathOfPicture(url) ?? url;
  const own = pictures.get(path) ?? missingPicture(path);
  if (alt.trim() === "")
    report(file, position, {
      rule: "missing-alt",
      message: `picture without words for who cannot see it: ${path}`,
      hint: `write ![what it shows](${url})`,
    });
  if ("rule" in own) {
    report(file, position, own);
    return [];
  }
  const name = nameOf(path);
  const data = { bound: { kind: "picture", name } } as const;
  return [
    { type: "figure", name, alt, own, children: caption, data, position },
  ];
}

/** What is wrong with a picture that the topic's folder does not hold. */
export function missingPicture(path: string): Problem {
  return {
    rule: "unknown-picture",
    message: `no such picture in the topic's folder: ${path}`,
    hint: "put the file there, and write its name as it is, capitals too",
  };
}

/** The file's name in kebab-case, without what kind it is. */
function nameOf(path: string): string {
  const words = path.replace(/^.*\/|\.\w+$/g, "").toLowerCase();
  const name = words.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return name.slice(0, 40) || "picture";
}
