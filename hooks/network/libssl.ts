/** TLS of libraries that say so: whatever exports SSL_write and SSL_read, the system's libssl before all, is watched there. */
import { NAMES, isWhole, type Functions } from "./tls_native.js";

/** Libraries of the phone's system or the distribution's, known by name. */
const SYSTEM = /^(libssl\.so(\.\d+)*|stable_cronet_libssl\.so)$/;

/** The layer a library's hooks are told under. */
export function layerOf(module: Module): "libssl" | "bundled" {
    return SYSTEM.test(module.name) ? "libssl" : "bundled";
}

/** What of OpenSSL's interface a library exports; null where it does not export it. */
export function exported(module: Module): Functions | null {
    if (module.findExportByName("SSL_write") === null) return null;
    const found = new Map<string, NativePointer>();
    for (const name of NAMES) {
        const address = module.findExportByName(name);
        // A library may export what it has from another one: hooks stand where the code is.
        if (address !== null && isIn(address, module)) found.set(name, address);
    }
    return isWhole(found) ? found : null;
}

function isIn(address: NativePointer, { base, size }: Module): boolean {
    return address.compare(base) >= 0 && address.compare(base.add(size)) < 0;
}
