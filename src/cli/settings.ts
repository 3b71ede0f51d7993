/** What one build is asked for: the command line over the course's settings. */
export interface Settings {
  readonly author?: string;
  /** Where the figures are hosted, `https://…`: Medium can then fetch them. */
  readonly baseUrl?: string;
  /** Words a minute, for the talk. */
  readonly pace: number;
  readonly theme: "light" | "dark";
}
