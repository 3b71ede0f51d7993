import { toString as toText } from "mdast-util-to-string";
import { isHttps } from "../../article/address.ts";
import { findDisclosure } from "../disclosure.ts";
import { readingTime } from "../pages/reading.ts";
import { placeOfSetting } from "../settings.ts";
import {
  findElements,
  listImports,
  placeInHtml,
  textOfElement,
} from "./html-tree.ts";
import { type Rule, startOf } from "./rule.ts";

/** Minutes of reading, where neither article nor course asks for others. */
const usualMinutes = [4, 9] as const;

/** Rules on the front matter, and on what the publish dialog asks. */
export const settingsRules: readonly Rule[] = [
  {
    id: "MD-02",
    check(subject, report) {
      const { article, settings, lowered } = subject;
      const { title } = settings;
      const at = placeOfSetting(article, "title");
      if (title === "")
        report.error(at, "no title", "write title: … into the front matter");
      if (title.length > 100)
        report.error(
          at,
          `title of ${title.length} characters: at most 100`,
          "shorten it",
        );
      else if (title.length > 70)
        report.warning(
          at,
          `title of ${title.length} characters`,
          "say it in 70: lists cut what is longer",
        );
      const sign = /[*_`[\]<>\n]|\$\S/.exec(title)?.[0];
      if (sign !== undefined)
        report.error(
          at,
          `title is not plain text: ${JSON.stringify(sign)}`,
          "Medium shows a title as it is: take markup and brackets out",
        );
      const [first] = lowered.tree.children;
      if (first !== undefined && title !== "" && toText(first) === title)
        report.error(
          first,
          "the article begins with its title",
          "take it out: the title is pasted by itself",
        );
      for (const path of listImports(subject)) {
        const [heading] = findElements(subject, "h1", path);
        if (heading === undefined || textOfElement(heading) !== title)
          report.stale(
            startOf(path),
            "the import page does not begin with the title",
          );
      }
    },
  },
  {
    id: "MD-03",
    check({ article, settings }, report) {
      const { length } = settings.subtitle;
      const at = placeOfSetting(article, "subtitle");
      if (length === 0)
        report.error(
          at,
          "no subtitle",
          "write subtitle: … into the front matter, a sentence on what was found",
        );
      if (length > 140)
        report.error(
          at,
          `subtitle of ${length} characters: at most 140`,
          "shorten it",
        );
    },
  },
  {
    id: "MD-51",
    check({ article, settings }, report) {
      const { tags } = settings;
      const at = placeOfSetting(article, "tags");
      if (tags.length === 0 || tags.length > 5)
        report.error(
          at,
          `${tags.length} tags: 1 to 5`,
          "keep those that readers search for",
        );
      else if (tags.length < 5)
        report.warning(
          at,
          `${tags.length} of 5 tags`,
          "add some: readers find an article by them",
        );
      const seen = new Set<string>();
      for (const tag of tags) {
        if (!/^[A-Za-z0-9 -]{1,25}$/.test(tag))
          report.error(
            at,
            `tag: ${tag}`,
            "use 1 to 25 letters, digits, spaces and dashes",
          );
        if (seen.has(tag.toLowerCase()))
          report.error(at, `tag twice: ${tag}`, "take one out");
        seen.add(tag.toLowerCase());
      }
    },
  },
  {
    id: "MD-52",
    check(subject, report) {
      const { article, settings } = subject;
      const { canonical } = settings;
      if (canonical !== undefined && !isHttps(canonical))
        report.error(
          placeOfSetting(article, "canonical"),
          `canonical link: ${canonical}`,
          "write an absolute https address",
        );
      for (const path of listImports(subject)) {
        for (const link of findElements(subject, "link", path)) {
          if ([link.properties.rel].flat().includes("canonical"))
            report.error(
              placeInHtml(link, path),
              "the import page has a canonical link",
              "run lectern build: the importer would follow it",
            );
        }
      }
    },
  },
  {
    id: "MD-53",
    check({ article, settings, lowered }, report) {
      const [least, most] = settings.minutes ?? usualMinutes;
      const { minutes, words } = readingTime(lowered);
      if (minutes >= least && minutes <= most) return;
      const at = placeOfSetting(article, "minutes");
      const change = minutes > most ? "shorten it" : "say more";
      const found = `reading time: ${minutes} min (${words} words)`;
      if (settings.minutes === undefined)
        report.warning(
          at,
          `${found}, usual: ${least} to ${most}`,
          `${change}: long enough for an experiment, short enough for one sitting; or set minutes in the front matter`,
        );
      else
        report.error(
          at,
          `${found}, wanted: ${least} to ${most}`,
          `${change}, or set minutes in the front matter`,
        );
    },
  },
  {
    id: "MD-58",
    check({ article, settings }, report) {
      const [least, most] = settings.words;
      const { words } = article;
      if (words >= least && words <= most) return;
      report.error(
        placeOfSetting(article, "words"),
        words < least
          ? `${words} words of prose, wanted: at least ${least}`
          : `${words} words of prose, wanted: at most ${most}`,
        words < least
          ? "say more, or set words in lectern.config or the front matter"
          : "shorten it, or set words in lectern.config or the front matter",
      );
    },
  },
  {
    id: "MD-54",
    check({ article, settings, lowered, files }, report) {
      if (settings.assistance === "none") return;
      const page = files.get("index.html")?.toString() ?? "";
      if (settings.assistance === "generated" && !/do not paywall/i.test(page))
        report.error(
          startOf("index.html"),
          "the hand-off page does not advise against a paywall",
          "run lectern build: Medium allows none on AI-written text",
        );
      if (!findDisclosure(lowered.tree.children))
        report.error(
          placeOfSetting(article, "disclosure"),
          "the AI disclosure is not in the first two paragraphs",
          "name the AI and what it did: Medium asks for it there",
        );
    },
  },
];
