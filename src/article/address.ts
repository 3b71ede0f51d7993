import type {
  Definition,
  Image,
  ImageReference,
  Link,
  Root,
  RootContent,
  Text,
} from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { isInside } from "../files.ts";
import { report } from "./report.ts";
import { replaceNodes } from "./tree.ts";

/** A space, a control or an invisible sign: browsers drop them, so that `java\nscript:` runs. */
const hidden = /[\p{Z}\p{C}\\]/u;

/**
 * Whether a reader may be sent to `address`: to https, to mail, or to a place in the same text.
 * Everything else, such as `javascript:`, `data:`, `file:`, `//host` or `/path`, is no address
 * of a public text.
 */
export function isSafeAddress(address: string): boolean {
  if (hidden.test(address)) return false;
  if (/^https:\/\//i.test(address)) return URL.canParse(address);
  return /^(?:mailto:.|#)/i.test(address);
}

/** Whether `address` is an absolute https address. */
export function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === "https:";
}

/**
 * Keeps the words of every link and drops its address where that is not safe, with an error at
 * its place. Page, paste, Markdown and deck are made from this tree: none of them sees another.
 */
export function remarkAddress() {
  return (tree: Root, file: VFile): void => {
    const dropped = new Set<string>();
    visit(tree, "definition", (node) => {
      if (!isSafeAddress(node.url)) dropped.add(node.identifier);
    });
    replaceNodes(tree, (node): RootContent[] => {
      switch (node.type) {
        case "link":
        case "definition":
          if (isSafeAddress(node.url)) return [node];
          reportAddress(node, file);
          return node.type === "link" ? node.children : [];
        case "linkReference":
          return dropped.has(node.identifier) ? node.children : [node];
        case "imageReference":
          return dropped.has(node.identifier) ? [wordsOf(node)] : [node];
        default:
          return [node];
      }
    });
  };
}

/**
 * The path in the topic's folder that an image's address or a directive's `src` names, or
 * undefined where it names none: an address elsewhere, or a path that leads out.
 */
export function pathOfPicture(address: string): string | undefined {
  let path = address;
  try {
    // An editor writes a space as %20; a file may have a % in its name, too.
    path = decodeURIComponent(address);
  } catch {}
  path = path.replace(/^(?:\.\/)+/, "");
  return isInside(path) ? path : undefined;
}

/** The same for the images of an article, whose words are their alternative text. */
export function dropUnsafeImage(node: RootContent, file: VFile): RootContent {
  if (node.type !== "image" || isSafeAddress(node.url)) return node;
  reportAddress(node, file);
  return wordsOf(node);
}

function wordsOf({ alt, position }: Image | ImageReference): Text {
  return { type: "text", value: alt ?? "", position };
}

function reportAddress(node: Definition | Image | Link, file: VFile): void {
  const isImage = node.type === "image";
  // On one line, with what hides in it made visible.
  const url = JSON.stringify(node.url).slice(1, -1);
  const shown = url.length > 60 ? `${url.slice(0, 59)}…` : url;
  report(file, node.position, {
    rule: "unsafe-address",
    message: `${isImage ? "image" : "link"} is no https address: ${shown}`,
    hint: isImage
      ? "put its file into the topic's folder, and name it in a paragraph of its own"
      : "write it whole: https://…",
  });
}
