// Put in by the build, so that no file has to be read.
declare const DGS_VERSION: string | undefined;

/** The version of this program. */
export const VERSION: string = typeof DGS_VERSION === "string" ? DGS_VERSION : "0.0.0-source";
