import { z } from "zod";
import { Course } from "../../src/course/course.ts";

type Schema = z.core.JSONSchema.JSONSchema;

/** The settings of a course as Markdown, with what its schema says of each. */
export function describeConfig(): string {
  return describeKeys(z.toJSONSchema(Course, { unrepresentable: "any" }), "");
}

/** One section a key; those of a group are called `group.key`. */
function describeKeys(schema: Schema, group: string): string {
  return Object.entries(schema.properties ?? {})
    .map(([key, value]) => {
      if (typeof value === "boolean") return "";
      const name = `${group}${key}`;
      const isRequired = schema.required?.includes(key) ?? false;
      const facts = [
        `- ${kindOf(value)}`,
        `- ${isRequired ? "required" : "default: none"}`,
        ...(value.examples ?? []).map(
          (each) => `- example: \`"${key}": ${JSON.stringify(each)}\``,
        ),
      ];
      return `## \`${name}\`\n\n${value.description}\n\n${facts.join("\n")}\n\n${describeKeys(groupIn(value), `${name}.`)}`;
    })
    .join("");
}

/** The settings within one: those of its entries, where it is a list. */
function groupIn(schema: Schema): Schema {
  const { items } = schema;
  return typeof items === "object" && !Array.isArray(items) ? items : schema;
}

/** What may stand there, in words. */
function kindOf({ type, format, items, ...limits }: Schema): string {
  const { minLength, maxLength, minimum, maximum, prefixItems } = limits;
  if (type === "object") return "a group of settings";
  if (type === "integer") return `a whole number from ${minimum} to ${maximum}`;
  if (type === undefined) return "code, in lectern.config.ts";
  if (type === "array" && prefixItems === undefined) {
    const most = limits.maxItems && ` of at most ${limits.maxItems}`;
    return `a list${most ?? ""}, each ${kindOf(items as Schema)}`;
  }
  if (type === "array") {
    if (prefixItems === undefined) return "a list of texts";
    const [number] = prefixItems;
    return `two, each ${typeof number === "object" ? kindOf(number) : "anything"}, the smaller first`;
  }
  if (format === "date") return "a day, as year-month-day";
  if (maxLength === undefined) return "text";
  return `text of ${minLength ?? 0} to ${maxLength} characters`;
}
