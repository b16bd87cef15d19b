/** The time, as an ISO 8601 text in UTC. */
export interface Clock {
  now(): string;
}
