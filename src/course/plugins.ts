import { z } from "zod";
import type { CourseRule, RemarkPlugin } from "../plugins.ts";

/** A function, which only `lectern.config.ts` can hold. */
const isFunction = (value: unknown) => typeof value === "function";

const needsCode = "must be a function, in lectern.config.ts";

const Plugin = z.custom<RemarkPlugin>(
  (value) => isFunction(Array.isArray(value) ? value[0] : value),
  "must be a remark plugin, or [plugin, options]: a function of lectern.config.ts",
);

/** A rule of the course's own, with all that it may say of itself. */
export const Rule = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must look like no-code")
    .meta({
      description: "Its findings are called course/ and this.",
      examples: ["no-code"],
    }),
  severity: z
    .enum(["error", "warning"], "must be error or warning")
    .optional()
    .meta({
      description:
        "Of its findings: with an error nothing is written. Without it, warning.",
      examples: ["error"],
    }),
  article: z
    .custom<NonNullable<CourseRule["article"]>>(isFunction, needsCode)
    .optional()
    .meta({ description: "Is given an article's bound tree, and its file." }),
  deck: z
    .custom<NonNullable<CourseRule["deck"]>>(isFunction, needsCode)
    .optional()
    .meta({ description: "Is given a deck's slides as placed, and its file." }),
});

/** What of a course is code. */
export const Plugins = {
  remarkPlugins: z.array(Plugin).optional().meta({
    description:
      "Remark plugins that see each article and each deck before its directives are bound: see plugins.",
  }),
  rules: z.array(Rule).optional().meta({
    description:
      "Rules of the course's own over articles and decks: see plugins.",
  }),
};
