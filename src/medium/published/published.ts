import { z } from "zod";
import { UserError } from "../../errors.ts";
import { parseJson } from "../../json.ts";

/** An article as it was pasted into Medium: `published.json` of its topic. */
const Published = z.strictObject({
  format: z.literal(1),
  /** Where it is read. */
  address: z.url({ protocol: /^https$/ }),
  /** The day on which it was published, or last brought up to date. */
  since: z.iso.date(),
  title: z.string(),
  subtitle: z.string(),
  /** See `listPieces`: in the order in which they are read. */
  pieces: z.array(
    z.strictObject({
      kind: z.enum(["heading", "sentence", "item", "quote", "code", "picture"]),
      text: z.string(),
      hash: z.string().optional(),
      block: z.int().min(0),
    }),
  ),
});

export type Published = z.infer<typeof Published>;

/** What Medium shows of one article, where it is shown apart. */
export type Edition = Pick<Published, "title" | "subtitle" | "pieces">;

const Meta = Published.pick({
  title: true,
  subtitle: true,
  pieces: true,
}).strip();

/** The edition in a kit's `meta.json`; undefined for what is none, or of an earlier Lectern. */
export function parseEdition(text: Buffer | string): Edition | undefined {
  const read = Meta.safeParse(parseJson(Buffer.from(text)));
  return read.success ? read.data : undefined;
}

/** Reads `published.json`, called `file`. Throws UserError that names the key. */
export function parsePublished(text: string, file: string): Published {
  const read = Published.safeParse(parseJson(Buffer.from(text)));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const key = issue?.path.join(".") || "the whole";
  throw new UserError(
    `${file}: ${key}: ${issue?.message ?? "cannot be read"}`,
    "lectern published writes it: take the last one back from git, or run it again",
  );
}
