import { setTimeout as wait } from "node:timers/promises";
import { readTexts, type TopicTexts } from "../../build/texts.ts";
import type { Topic } from "../../topic/topic.ts";

/** Milliseconds that an editor is given to finish what looks cut off. */
const patience = 400;

/**
 * Reads a topic's texts when nobody is in the middle of writing them: some editors empty a file and
 * fill it again, others put a new one in its place. `before` is what was read last. What still looks
 * cut off after `patience` is meant so. Throws as `readTexts` does.
 */
export async function readWhole(
  topic: Topic,
  before: TopicTexts | undefined,
  signal: AbortSignal,
): Promise<TopicTexts> {
  const end = performance.now() + patience;
  for (;;) {
    const isLate = performance.now() > end;
    try {
      const texts = await readTexts(topic);
      if (isLate || before === undefined || !isCut(before, texts)) return texts;
    } catch (error) {
      // A file that is being replaced may be gone for a moment.
      if (isLate || before === undefined) throw error;
    }
    await wait(15, undefined, { signal });
  }
}

function isCut(before: TopicTexts, now: TopicTexts): boolean {
  return (["article", "deck"] as const).some((part) => {
    const isOther = before.files[part] !== now.files[part];
    const [old, fresh] = [before[part], now[part]];
    if (isOther) return now.files[part].includes("/");
    return (
      old !== fresh &&
      (fresh.trim() === "" || (old.endsWith("\n") && !fresh.endsWith("\n")))
    );
  });
}
