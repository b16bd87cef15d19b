/** A script that says that it runs, waits to be let go, and then writes a file. It polls, so it goes on whoever of its parents dies. */
export const LONG_SCRIPT = "touch started\nwhile [ ! -e go ]; do sleep 0.1; done\ntouch late\n";
