import type { Topic } from "../../topic/topic.ts";

/** Where a topic's page lies in the site: a link that a disk follows, too, names the file. */
export function pageOf(topic: Topic): string {
  return `${topic.name}/index.html`;
}
