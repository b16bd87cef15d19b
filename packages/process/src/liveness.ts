/** Where pids have their meaning: the same number elsewhere is another process. */
export interface Surroundings {
  /** The host's name. */
  readonly host: string;
  /** Differs after every start of the system. */
  readonly bootId: string;
  /** Differs in every container. */
  readonly pidNamespace: string;
}

/** Whether a process still runs; `unknown` stands for "cannot be seen from here". */
export type Liveness = "alive" | "dead" | "unknown";

/** What a look at a pid shows; `hidden`: it is there, and nothing more may be known. */
export type Glimpse = { readonly startTime: string; readonly ended: boolean } | "gone" | "hidden";

/**
 * Judges whether a process is alive from what can be seen here.
 *
 * A wrong `dead` takes a lock from the living, a wrong `alive` only makes somebody wait: every doubt is `unknown` or `alive`.
 */
export function judgeLiveness(
  identity: Surroundings & { readonly pid: number; readonly startTime: string },
  here: Surroundings,
  glimpse: (pid: number) => Glimpse,
): Liveness {
  if (identity.host !== here.host) return "unknown";
  if (identity.bootId !== here.bootId) return identity.bootId === "" || here.bootId === "" ? "unknown" : "dead";
  if (identity.pidNamespace !== here.pidNamespace) return "unknown";
  if (!Number.isSafeInteger(identity.pid) || identity.pid <= 0) return "unknown";
  const seen = glimpse(identity.pid);
  if (seen === "gone") return "dead";
  if (seen === "hidden") return "unknown";
  if (seen.ended) return "dead";
  const isComparable = seen.startTime !== "" && identity.startTime !== "";
  return isComparable && seen.startTime !== identity.startTime ? "dead" : "alive";
}
