/** Keys of a terminal that are pressed while no question stands there. */
export interface Keys {
  /** Hands each key over by its name: `up`, `down`, `enter`, `escape`, or the character itself; Ctrl-C and Ctrl-Z mean what they always do. Returns what ends it. */
  readonly listen: (onKey: (key: string) => void) => () => void;
}
