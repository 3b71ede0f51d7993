// #region distance
/** Mean absolute difference of two pictures: 0 for equal ones. */
export function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  a.forEach((pixel, i) => {
    sum += Math.abs(pixel - (b[i] ?? 0));
  });

  return sum / a.length;
}
// #endregion

// #region ideal
/** The mean picture: [6131, 784] → [784]. */
export function ideal(pictures: readonly Float32Array[]): Float32Array {
  return new Float32Array(784).map(
    (_, i) =>
      pictures.reduce((sum, each) => sum + (each[i] ?? 0), 0) / pictures.length,
  );
}
// #endregion
