import type { Topic } from "../../topic/topic.ts";

/** Where a topic's page lies in the site: a link that a disk follows, too, names the file. */
export function pageOf(topic: Topic): string {
  return `${topic.name}/index.html`;
}

/** The script that all topics' runs have in common. */
export const engineScript = "run/engine.js";

/** Where a topic's own script lies, which its page loads when the reader asks for it. */
export function scriptOf(topic: Topic): string {
  return `${topic.name}/run.js`;
}
