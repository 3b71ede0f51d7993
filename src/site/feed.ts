import { DOMImplementation, type Element, XMLSerializer } from "@xmldom/xmldom";
import { sha256 } from "../files.ts";
import { pageOf } from "./pages/place.ts";
import type { SiteTopic } from "./read/built.ts";

const atom = "http://www.w3.org/2005/Atom";

/** A finished article with the day that stands for it. */
export interface Dated {
  readonly shown: SiteTopic;
  /** 2026-12-03 */
  readonly day: string;
}

/**
 * The finished articles as an Atom feed, with addresses relative to its own. The days are those
 * that files of the course name, and the names are made of the course's: the same course gives the
 * same bytes. Source: RFC 4287.
 */
export function writeFeed(course: string, articles: readonly Dated[]): string {
  const document = new DOMImplementation().createDocument(atom, "feed", null);
  const add = (
    parent: Element,
    name: string,
    text?: string,
    attributes = {},
  ) => {
    const element = document.createElementNS(atom, name);
    for (const [key, value] of Object.entries<string>(attributes))
      element.setAttribute(key, value);
    if (text !== undefined) element.appendChild(document.createTextNode(text));
    parent.appendChild(document.createTextNode("\n"));
    parent.appendChild(element);
    return element;
  };
  const feed = document.documentElement;
  if (feed === null) throw new Error("a document without a root");
  const days = articles.map(({ day }) => day).sort();
  add(feed, "title", course);
  add(feed, "id", idOf(course));
  add(feed, "updated", instantOf(days.at(-1) ?? "1970-01-01"));
  add(feed, "link", undefined, { rel: "self", href: "feed.xml" });
  add(feed, "link", undefined, { href: "index.html" });
  add(add(feed, "author"), "name", course);
  for (const { shown, day } of articles) {
    const { topic, title, article, claim } = shown;
    const entry = add(feed, "entry");
    add(entry, "title", title);
    add(entry, "id", idOf(`${course}\n${topic.name}`));
    add(entry, "updated", instantOf(day));
    add(entry, "link", undefined, { href: pageOf(topic) });
    const name = article?.facts.author ?? claim?.name;
    if (name) add(add(entry, "author"), "name", name);
    if (article?.facts.subtitle) add(entry, "summary", article.facts.subtitle);
    entry.appendChild(document.createTextNode("\n"));
  }
  feed.appendChild(document.createTextNode("\n"));
  const xml = new XMLSerializer().serializeToString(document);
  return `<?xml version="1.0" encoding="utf-8"?>\n${xml}\n`;
}

function instantOf(day: string): string {
  return `${day}T00:00:00Z`;
}

/** A name that stays, wherever the site lies. Source: RFC 9562, 5.8. */
function idOf(name: string): string {
  const hash = sha256(name);
  const variant = "89ab"[Number.parseInt(hash[16] ?? "0", 16) % 4];
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return `urn:uuid:${parts.join("-")}`;
}
