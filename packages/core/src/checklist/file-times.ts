/** When the work that a file is about was created, started, finished and halted, as its header says; each is absent until it is so. */
export interface FileTimes {
  readonly created?: string;
  readonly started?: string;
  readonly finished?: string;
  readonly halted?: string;
}
