/** TLS inside an app's own libraries (Cronet, ByteDance's TTNet, Flutter, WebView, Node …): found by exported name, by internal name, by its Java methods, else said to be unwatched. */
import { onFreshSession, row } from "../engine/report.js";
import { nativeState } from "../engine/install.js";
import { onAgentThread } from "../engine/discover.js";
import { watchConscrypt } from "./conscrypt_jni.js";
import { exported, layerOf } from "./libssl.js";
import { NAMES, isWhole, watchTls, type Functions } from "./tls_native.js";

/** Libraries known to have a BoringSSL or OpenSSL inside, whether or not it can be found. */
const OWN_TLS =
    /^lib(cronet.*|mainlinecronet.*|sscronet|ttboringssl|flutter|webviewchromium|monochrome.*|nodejs|node|conscrypt_.*|gmscore.*)\.so$/;
/** Parts of the system: never an app's own. */
const SYSTEM_PATH = /^\/(system|system_ext|vendor|apex|product|odm|usr\/lib|lib|lib64)\/|^\[|^linux-vdso/;
/** Where these are, searching memory or reading the linker's own would end the app (Google's PairIP, the MSA's OAID library). */
const TOUCHY = /^lib(pairipcore|msaoaidsec)\.so$/;

const seen = new Set<string>();
let touchy = "";

/** Watches every library there is and every one that comes. */
export function watchLibraries(): void {
    touchy = Process.enumerateModules().find((m) => TOUCHY.test(m.name))?.name ?? "";
    if (touchy !== "") tellTouchy();
    onFreshSession(() => touchy !== "" && tellTouchy());
    Process.attachModuleObserver({ onAdded: (module) => notice(module) });
}

function tellTouchy(): void {
    row("note", {
        text: `${touchy} guards this app: libraries are looked into by their exported names only, memory is not searched`,
    });
}

function notice(module: Module): void {
    if (module.path === undefined || seen.has(module.path)) return;
    seen.add(module.path);
    if (TOUCHY.test(module.name) && touchy === "") {
        touchy = module.name;
        tellTouchy();
    }
    const functions = exported(module);
    if (functions !== null) watchTls(layerOf(module), module, "by its exported names", functions);
    // Names of a library's own are read on the agent's thread: there may be a hundred thousand.
    else if (!SYSTEM_PATH.test(module.path) || OWN_TLS.test(module.name)) onAgentThread(() => lookInside(module));
}

function lookInside(module: Module): void {
    const functions = touchy === "" ? internal(module) : null;
    if (functions !== null) watchTls("bundled", module, "by its internal names", functions);
    else if (touchy === "" && watchConscrypt(module)) return;
    else if (OWN_TLS.test(module.name))
        nativeState("bundled", module.name, "SSL_write", "off", "TLS inside this library could not be found");
}

/** OpenSSL's interface by the names a library has for itself; null for one that was stripped of them. */
function internal(module: Module): Functions | null {
    const wanted = new Set<string>(NAMES);
    const found = new Map<string, NativePointer>();
    for (const { name, type, address } of module.enumerateSymbols())
        if (wanted.has(name) && type === "function" && !address.isNull()) found.set(name, address);
    return isWhole(found) ? found : null;
}
