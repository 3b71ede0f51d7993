/** Seconds as `4:41`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A share in percent: what is more than nothing is never 0. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0001) return "less than 0.01%";
  return `${(share * 100).toFixed(2)}%`;
}
