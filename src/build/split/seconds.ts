import { parseJson } from "../../json.ts";
import { openOwnShelf } from "../../kept/own.ts";
import type { Profile } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";

/**
 * Seconds that the topic's last run of this profile took here; undefined where none was measured.
 * Not in the output: the same run must leave the same bytes, however long it took.
 */
export function readSeconds(
  topic: Topic,
  profile: Profile,
): number | undefined {
  const kept = openOwnShelf("seconds").get(keyOf(topic, profile));
  const seconds = kept && parseJson(Buffer.from(kept));
  return typeof seconds === "number" && seconds > 0 ? seconds : undefined;
}

/** Notes what a run took, for the next split. */
export function noteSeconds(
  topic: Topic,
  profile: Profile,
  seconds: number,
): void {
  const shelf = openOwnShelf("seconds");
  shelf.put(keyOf(topic, profile), Buffer.from(seconds.toFixed(3)));
  shelf.settle();
}

function keyOf({ folder }: Topic, profile: Profile): string {
  return JSON.stringify([folder, profile]);
}
