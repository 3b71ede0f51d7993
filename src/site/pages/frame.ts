import { h } from "hastscript";
import {
  lines,
  type Part,
  policyOf,
  readAsset,
  writePage,
} from "../../page.ts";

/** What a page of the site is made of. */
export interface Framed {
  readonly title: string;
  readonly description?: string | undefined;
  /** From the page to the site's own folder: "" or "../". */
  readonly up: string;
  /** What the site is called. */
  readonly course: string;
  /** Where the same text lives first. */
  readonly canonical?: string | undefined;
  /** Searched for by nobody: a draft, or what only a mentor reads. */
  readonly isPrivate?: boolean;
  /** What the style sheet lacks. */
  readonly rules?: string;
  /** Pictures from other places may be shown. */
  readonly isRemote?: boolean;
  /** A script that may load what lies beside the page, and run it. Default: there is none. */
  readonly script?: string | undefined;
  /** What stands above and below everything else. */
  readonly header?: Part;
  readonly footer?: Part;
  readonly main: readonly Part[];
}

/** What every page says of who made it. */
const generator = "lectern site";

/** A page of the site: it needs what lies beside it, no server, and to be read no script. */
export function writeFrame(page: Framed): string {
  const { up, title, course, description, canonical, rules = "" } = page;
  const { script } = page;
  const style = `\n${readAsset("site/site.css")}${rules}`;
  return writePage(
    policyOf({
      styles: [style],
      ...(script === undefined ? {} : { scripts: [script], runs: true }),
      images: [
        "'self'",
        "file:",
        "data:",
        ...(page.isRemote ? ["https:" as const] : []),
      ],
    }),
    [
      h("meta", {
        name: "viewport",
        content: "width=device-width, initial-scale=1",
      }),
      h("meta", { name: "generator", content: generator }),
      h("title", nameOf(title, course)),
      description
        ? h("meta", { name: "description", content: description })
        : undefined,
      page.isPrivate
        ? h("meta", { name: "robots", content: "noindex" })
        : undefined,
      canonical ? h("link", { rel: "canonical", href: canonical }) : undefined,
      h("link", {
        ...{ rel: "alternate", type: "application/atom+xml" },
        ...{ href: `${up}feed.xml`, title: course },
      }),
      // Without it a browser asks for one, and is told that there is nothing.
      h("link", { rel: "icon", href: "data:," }),
      h("style", style),
    ],
    [
      page.header,
      h("main", "\n", ...lines(...page.main)),
      page.footer,
      script === undefined ? undefined : h("script", script),
    ],
  );
}

/** Longest title that a window shows and a search prints. */
const longest = 70;

function nameOf(title: string, course: string): string {
  const whole = title === course ? title : `${title} · ${course}`;
  if (whole.length <= longest) return whole;
  return title.length <= longest ? title : `${title.slice(0, longest - 1)}…`;
}
