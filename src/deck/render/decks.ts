import type { Finding } from "../../errors.ts";
import type { PlannedDeck } from "../plan.ts";
import type { Office, Outside } from "./office.ts";

/** A deck as it lies in the output, and what it was written from. */
export interface DeckFile {
  readonly bytes: Buffer;
  readonly plan: PlannedDeck;
}

/**
 * What the rules find on the slides of all decks as LibreOffice draws them, by one start of it.
 * Throws UserError where it draws nothing, and when the signal is aborted.
 */
export async function checkSeen(
  decks: readonly DeckFile[],
  office: Office,
  outside: Outside,
): Promise<Finding[]> {
  const { renderDecks } = await import("./office.ts");
  const { checkRendered } = await import("./check.ts");
  const bytes = decks.map((each) => each.bytes);
  const rendered = await renderDecks(bytes, office, outside);
  return decks.flatMap(({ plan }, index) =>
    checkRendered(plan, rendered[index] ?? []),
  );
}
