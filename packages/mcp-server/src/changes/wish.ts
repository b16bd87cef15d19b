/** What a client wants to hear of. */
export interface Wish {
  /** Addresses as it wrote them: it knows them by that. */
  readonly uris: ReadonlySet<string>;
  /** That there are more resources, or fewer. */
  readonly list: boolean;
}

/** The most addresses that are watched for one client. */
export const MOST_WATCHED = 1_000;

/** What a message wishes, where it is a request to listen (2026-07-28); `undefined` for every other one. Addresses beyond the limit are left out. */
export function wishOf(message: unknown): (Wish & { readonly id: unknown }) | undefined {
  if (!isObject(message) || message["method"] !== "subscriptions/listen" || !isObject(message["params"])) return undefined;
  const notifications = message["params"]["notifications"];
  if (!isObject(notifications)) return undefined;
  const asked = notifications["resourceSubscriptions"];
  const uris = Array.isArray(asked) ? asked.filter((uri): uri is string => typeof uri === "string") : [];
  return { id: message["id"], uris: new Set(uris.slice(0, MOST_WATCHED)), list: notifications["resourcesListChanged"] === true };
}

/** All wishes as one. */
export function joinWishes(wishes: Iterable<Wish>): Wish {
  const all = [...wishes];
  return { uris: new Set(all.flatMap(({ uris }) => [...uris])), list: all.some(({ list }) => list) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
