/** Waits, before anything else of the agent runs, until a Java VM that is only being made is made: to look into one sooner ends it.
 *  Says at once where none will be: a process without Java is watched below it. */

const LIMIT_MS = 10000;
const STEP_US = 5000;
const ATTACH_AS_DAEMON = 7; // in JNI's table of the VM

const usleep = new NativeFunction(Module.getGlobalExportByName("usleep"), "int", ["uint"]);

/** Programs that make a Java VM, and libraries that only those have. */
const LAUNCHERS = /^(java|javaw|app_process(32|64)?|dalvikvm(32|64)?|art)$/;
const OF_A_VM = ["libjli.so", "libjvm.so", "libart.so", "libandroid_runtime.so"];

// A phone's process is forked with its runtime running. Only a JVM that was started a moment ago is waited for.
if (isComing()) for (const started = Date.now(); !isMade() && Date.now() - started < LIMIT_MS;) usleep(STEP_US);
attachAsDaemon();

/** Whether this process has a Java VM. Where it has none, no hook of a Java method can be. */
export const hasJava = isMade();

function isComing(): boolean {
    return LAUNCHERS.test(Process.mainModule.name) || OF_A_VM.some((name) => Process.findModuleByName(name) !== null);
}

function isMade(): boolean {
    if (Process.findModuleByName("libart.so") !== null) return true;
    const jvm = Process.findModuleByName("libjvm.so");
    if (jvm === null) return false;
    const isInitCompleted = jvm.findSymbolByName("_Z17is_init_completedv");
    return isInitCompleted === null || new NativeFunction(isInitCompleted, "bool", [])() !== 0;
}

/** The bridge would attach this thread as one a VM waits for at its end: the app would never end by itself. */
function attachAsDaemon(): void {
    const runtime = Process.findModuleByName("libart.so") ?? Process.findModuleByName("libjvm.so");
    const find = runtime?.findExportByName("JNI_GetCreatedJavaVMs") ?? null;
    if (find === null) return;
    const vms = Memory.alloc(Process.pointerSize);
    const count = Memory.alloc(4);
    new NativeFunction(find, "int", ["pointer", "int", "pointer"])(vms, 1, count);
    if (count.readInt() === 0) return;
    const vm = vms.readPointer();
    const attach = vm
        .readPointer()
        .add(ATTACH_AS_DAEMON * Process.pointerSize)
        .readPointer();
    new NativeFunction(attach, "int", ["pointer", "pointer", "pointer"])(vm, Memory.alloc(Process.pointerSize), NULL);
}
