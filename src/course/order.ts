import type { Topic } from "../topic/topic.ts";
import type { Roster } from "./roster.ts";

/** In which order talks are given. */
export const orders = ["topic", "claim", "drawn"] as const;

/** A random order of so many things, 0…count−1. */
export type Draw = (count: number) => ArrayLike<number>;

/**
 * The topics that are talked about: those that somebody has; as long as nobody has one, all of
 * them. By number, by the day of their claim (then by number), or drawn.
 */
export function orderTopics(
  topics: readonly Topic[],
  { claims }: Roster,
  order: (typeof orders)[number],
  draw: Draw,
): Topic[] {
  const talked =
    claims.size === 0
      ? [...topics]
      : topics.filter(({ name }) => claims.has(name));
  if (order === "topic") return talked;
  if (order === "drawn") {
    return Array.from(draw(talked.length)).flatMap((at) => talked[at] ?? []);
  }
  const since = ({ name }: Topic) => claims.get(name)?.since ?? "";
  // Sorting keeps the order of those that are alike.
  return talked.sort((a, b) =>
    since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : 0,
  );
}
