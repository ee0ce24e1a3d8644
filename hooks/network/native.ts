/** Libraries that bring TLS of their own, where no Java stream sees the clear text: they are named, so that nobody takes silence for proof. */
import { onFreshSession, row } from "../engine/report.js";

/** Cronet, ByteDance's TTNet, Flutter, WebView, Node: each has a BoringSSL or OpenSSL inside. */
const OWN_TLS =
    /^lib(cronet.*|mainlinecronet.*|sscronet|ttboringssl|flutter|webviewchromium|monochrome.*|nodejs|node)\.so$/;

const seen = new Set<string>();

/** Names such libraries, those there now and those loaded later. */
export function watchLibraries(): void {
    Process.attachModuleObserver({ onAdded: ({ name }) => name !== undefined && notice(name) });
    onFreshSession(() => seen.forEach(tell));
}

function notice(name: string): void {
    if (!OWN_TLS.test(name) || seen.has(name)) return;
    seen.add(name);
    tell(name);
}

function tell(name: string): void {
    row("hook", {
        id: `native:${name}`,
        group: "network",
        cls: name,
        method: "SSL_write",
        status: "off",
        reason: "TLS inside this library is not watched",
    });
}
