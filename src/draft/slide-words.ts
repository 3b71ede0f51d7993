/** What a draft puts on a slide fits there, whatever the course asks and an article's caption says. */

/** Signs of a title that stand in two lines, on either page. */
const titles = { "16:9": 96, "4:3": 66 } as const;

/** Signs of a caption, as Markdown, that stand in two lines on the narrower page. */
const captions = 120;

/**
 * A question as the title of a slide: where it is too long, as far as its last comma that fits. Its
 * writer makes a sentence of it anyway.
 */
export function titleOf(ask: string, size: keyof typeof titles): string {
  const most = titles[size];
  if (ask.length <= most) return ask;
  const end = ask.slice(-1);
  const room = ask.slice(0, most - 1);
  const comma = room.lastIndexOf(", ");
  if (comma > most / 3) return `${room.slice(0, comma)}${end}`;
  return `${room.slice(0, room.lastIndexOf(" "))}…`;
}

/** A figure with no more than the first sentence of a long caption; every other block as it is. */
export function shortCaption(block: string): string {
  const [, open = "", caption = "", close = ""] =
    /^(:::figure\{[^}\n]*\}\n)([\s\S]*)(\n:::)$/.exec(block) ?? [];
  if (caption.length <= captions) return block;
  const [first = ""] = caption.split(/(?<=[.!?])\s/);
  const isWhole = count(first, "[") === count(first, "]");
  return isWhole && first.length <= captions
    ? `${open}${first}${close}`
    : open.replace(/^:::/, "::").trimEnd();
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
