import { exampleFolder, type TopicTexts } from "../../build/texts.ts";
import { measureProgress } from "../../draft/progress.ts";
import { count } from "../../sentences.ts";
import type { DocumentName, Freshnesses } from "./freshness.ts";

/** Whether a document is for readers. */
export interface Standing {
  readonly isBuilt: boolean;
  /** Why it is a draft yet; undefined for what is finished. */
  readonly draft: string | undefined;
  /** A build would make something else of it. */
  readonly isStale: boolean;
  /** Why it may look otherwise after a build, though it says the same. */
  readonly older: string | undefined;
}

export type Standings = { readonly [name in DocumentName]: Standing };

/** Whose texts they are, whether prompts wait in them, and whether what is built is theirs. */
export function readStandings(
  texts: TopicTexts,
  fresh: Freshnesses,
): Standings {
  const standingOf = (name: DocumentName): Standing => {
    const { missing, stale, older } = fresh[name];
    return {
      ...{ isBuilt: missing === undefined, isStale: stale !== undefined },
      ...{ draft: whyUnfinished(name, texts) ?? stale, older },
    };
  };
  return { article: standingOf("article"), deck: standingOf("deck") };
}

function whyUnfinished(
  name: DocumentName,
  texts: TopicTexts,
): string | undefined {
  if (texts.files[name].startsWith(`${exampleFolder}/`))
    return "an example, nobody's own yet";
  const prompts = measureProgress(texts[name], [])?.prompts ?? 0;
  return prompts > 0
    ? `${count(prompts, "prompt")} not yet written`
    : undefined;
}

/**
 * What is left out of a site and why, in one line where it is the same of both; `build` is the
 * command that helps.
 */
export function tellStandings(
  { article, deck }: Standings,
  drafts: boolean,
  build: string,
): string[] {
  const [ofArticle, ofDeck] = [article, deck].map((each) =>
    tell(each, drafts, build),
  );
  if (ofArticle === ofDeck) return ofArticle === undefined ? [] : [ofArticle];
  return [
    ...(ofArticle === undefined ? [] : [`article ${ofArticle}`]),
    ...(ofDeck === undefined ? [] : [`deck ${ofDeck}`]),
  ];
}

function tell(
  { isBuilt, draft, isStale, older }: Standing,
  drafts: boolean,
  build: string,
): string | undefined {
  // A build helps nobody who has not written yet.
  if (draft !== undefined && !drafts)
    return `left out, ${draft}${isStale ? `: ${build}` : ""}`;
  if (!isBuilt) return `left out, not built: ${build}`;
  if (draft !== undefined)
    return `shown as a draft, ${draft}${isStale ? `: ${build}` : ""}`;
  return older === undefined ? undefined : `shown, ${older}: ${build}`;
}
