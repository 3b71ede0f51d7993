import * as tf from "@tensorflow/tfjs";

/**
 * Throws TypeError where the value is not plain data: what a core cannot hand to another, or would
 * hand over without what it can do. `name` is what the message calls the value.
 */
export function checkPlain(value: unknown, name: string): void {
  if (typeof value === "function") throw unplain(name, "a function");
  if (typeof value === "symbol") throw unplain(name, "a symbol");
  if (typeof value !== "object" || value === null) return;
  if (ArrayBuffer.isView(value)) return;
  if (value instanceof tf.Tensor) throw unplain(name, "a tensor");
  const isList = Array.isArray(value);
  const kind: unknown = Object.getPrototypeOf(value);
  if (!isList && kind !== Object.prototype && kind !== null) {
    throw unplain(name, `a ${value.constructor.name}`);
  }
  for (const [key, each] of Object.entries(value)) {
    checkPlain(each, isList ? `${name}[${key}]` : `${name}.${key}`);
  }
}

function unplain(name: string, what: string): TypeError {
  return new TypeError(
    `${name} is ${what}: a trial takes and gives plain data, such as numbers and typed arrays`,
  );
}
