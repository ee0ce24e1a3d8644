/** Waits until the rig's launcher has made its VM: a phone's process is forked with its runtime running, this one is entered while it boots. */
const LIMIT_MS = 30000;
const STEP_US = 5000;

const usleep = new NativeFunction(Module.getGlobalExportByName("usleep"), "int", ["uint"]);
const started = Process.mainModule.getExportByName("art_started");

for (const since = Date.now(); started.readInt() === 0 && Date.now() - since < LIMIT_MS;) usleep(STEP_US);

export {};
