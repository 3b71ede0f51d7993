/** Whether `address` is an absolute https address. */
export function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === "https:";
}
