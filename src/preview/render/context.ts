import type { OwnPicture } from "../../article/bound.ts";
import type { Problem } from "../../article/report.ts";
import type { Drawings } from "../../build/render/drawings.ts";
import type { TopicTexts } from "../../build/texts.ts";
import type { Machine } from "../../course/machine.ts";
import type { Settings } from "../../course/settings.ts";
import type { Record } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";
import type { Gallery } from "./gallery.ts";

/** What one look at a topic is made from. */
export interface Sight {
  readonly topic: Topic;
  readonly record: Record;
  readonly texts: TopicTexts;
  readonly settings: Settings;
}

/** What is kept from one look to the next, so that it need not be made again. */
export interface Studio {
  readonly drawings: Drawings;
  readonly gallery: Gallery;
  /** Own pictures as they are shown, by path and hash. */
  readonly own: {
    readonly article: Map<string, OwnPicture | Problem>;
    readonly deck: Map<string, OwnPicture | Problem>;
  };
  /** Whose names no article may tell. */
  readonly machine: Machine;
}
