/** A wait of a run for its service. */
export interface ServiceWait {
  readonly purpose: string;
  /** ISO 8601. */
  readonly until: string;
  readonly why: "usage-limit" | "overload";
  /** What the service said. */
  readonly message: string;
}
