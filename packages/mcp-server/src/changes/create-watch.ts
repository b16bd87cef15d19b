import type { Told, Watching } from "../registry/registry.js";
import type { Wish } from "./wish.js";

/** What tells one state of a resource from another. Texts that are equal mean that nothing changed; nothing is promised about what they say. */
export interface Stamps {
  /** Whether an address can name anything at all. */
  readonly knows: (uri: string) => boolean;
  readonly ofResource: (uri: string) => string | Promise<string>;
  readonly ofList: () => string | Promise<string>;
}

/** How often is looked, in milliseconds. */
export interface Pace {
  readonly resourceMs: number;
  readonly listMs: number;
}

const PACE: Pace = { resourceMs: 1_000, listMs: 5_000 };

/** A look that took long is repeated so much later: one resource takes at most a twentieth of one core, the list a hundredth. */
const REST = { resource: 20, list: 100 };

/** Stands for the list among the addresses; none of those is empty. */
const LIST = "";

/** One thing that somebody wants to hear of. */
interface Watched {
  stamp: string | undefined;
  /** When it is looked at again, by the clock of the process. */
  due: number;
}

interface Client {
  readonly told: Told;
  wish: Wish;
}

/**
 * Makes what watches resources by looking at them: watchers of file systems miss changes on network drives, in containers and below folders that come later. Only what somebody wants to hear
 * of is looked at, and nothing keeps the process alive.
 */
export function createWatch(stamps: Stamps, pace: Pace = PACE): (told: Told) => Watching {
  const clients = new Set<Client>();
  const watched = new Map<string, Watched>();
  let timer: NodeJS.Timeout | undefined;

  const look = async (key: string, entry: Watched): Promise<void> => {
    const begun = performance.now();
    const stamp = await stampOf(stamps, key);
    const ended = performance.now();
    entry.due = ended + (key === LIST ? Math.max(pace.listMs, (ended - begun) * REST.list) : Math.max(pace.resourceMs, (ended - begun) * REST.resource));
    // Nobody wants it any more, or it was asked for anew meanwhile.
    if (watched.get(key) !== entry) return;
    const changed = entry.stamp !== undefined && entry.stamp !== stamp;
    entry.stamp = stamp;
    if (changed) for (const client of clients) tell(client, key);
  };
  const lookAtAll = async (): Promise<void> => {
    for (const [key, entry] of watched) if (entry.due <= performance.now()) await look(key, entry);
    timer = watched.size === 0 ? undefined : setTimeout(() => void lookAtAll(), Math.min(pace.resourceMs, pace.listMs)).unref();
  };
  const renew = (): void => {
    const wanted = new Set([...clients].flatMap(({ wish }) => [...wish.uris, ...(wish.list ? [LIST] : [])]));
    for (const key of watched.keys()) if (!wanted.has(key)) watched.delete(key);
    for (const key of wanted) {
      if (watched.has(key)) continue;
      const entry: Watched = { stamp: undefined, due: Infinity };
      watched.set(key, entry);
      // At once: what changes right after the client was told that it listens is a change.
      void look(key, entry);
    }
    if (watched.size > 0 && timer === undefined) timer = setTimeout(() => void lookAtAll(), Math.min(pace.resourceMs, pace.listMs)).unref();
  };

  return (told) => {
    const client: Client = { told, wish: { uris: new Set(), list: false } };
    clients.add(client);
    return {
      knows: (uri) => stamps.knows(uri),
      want: ({ uris, list }) => {
        if (!clients.has(client)) return;
        client.wish = { uris: new Set(uris), list };
        renew();
      },
      stop: () => {
        clients.delete(client);
        renew();
      },
    };
  };
}

function tell({ told, wish }: Client, key: string): void {
  if (key === LIST) {
    if (wish.list) told.listChanged();
  } else if (wish.uris.has(key)) {
    told.changed(key);
  }
}

async function stampOf(stamps: Stamps, key: string): Promise<string> {
  try {
    return await (key === LIST ? stamps.ofList() : stamps.ofResource(key));
  } catch (error) {
    return `unreadable: ${String(error)}`;
  }
}
