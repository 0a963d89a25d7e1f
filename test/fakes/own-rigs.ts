// Set up before each file of the rigs: several of them run at once, and a rig (the lab's guest, a burner, a folder of
// logs) has one place in `$RIG_RUN`. Each worker gets rigs of its own.
const shared = process.env.RIG_RUN ?? `/tmp/isowright-rigs-${process.getuid?.()}`;
const lane = `-lane${process.env.VITEST_POOL_ID}`;
if (!shared.endsWith(lane)) process.env.RIG_RUN = shared + lane;
