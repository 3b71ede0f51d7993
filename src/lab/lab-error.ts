/** A mistake in what an experiment records: thrown at the call, so the stack names the line. */
export class LabError extends Error {
  override readonly name = "LabError";
}
