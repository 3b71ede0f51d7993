import type { Operation } from "../operations.ts";

/**
 * What a convolution's operations read and write: two inputs, the result, and what is needed on
 * the way.
 */
export type Base = "source" | "other" | "target" | "workspace";

/** An operation whose first arguments, the addresses, count from these bases. */
export interface Placeable {
  readonly operation: Operation;
  readonly bases: readonly Base[];
}

/** Operations that compute what is `Wanted`, wherever the tensors lie. */
export interface ConvolutionPlan {
  readonly operations: readonly Placeable[];
  /** Bytes of the workspace. */
  readonly bytes: number;
}

/**
 * Of maps (source) and a filter (other) the output: `forward`. Of its slope and the filter the
 * slope of the maps: `gradient`. Of the maps and the slope that of the filter: `filter`.
 */
export type Wanted = "forward" | "gradient" | "filter";

/** The plan's operations with the addresses where things are. */
export function place(
  { operations }: ConvolutionPlan,
  addresses: Readonly<Record<Base, number>>,
): Operation[] {
  return operations.map(({ operation, bases }) => {
    const placed = operation.slice();
    for (const [index, base] of bases.entries()) {
      placed[index + 1] = (placed[index + 1] ?? 0) + addresses[base];
    }
    return placed;
  });
}
