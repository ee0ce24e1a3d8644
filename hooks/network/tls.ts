/** TLS sockets: the clear text inside, at the streams the app itself reads and writes. */
import { discover } from "../engine/discover.js";
import { fieldOfType } from "../engine/fields.js";
import { hookStates } from "../engine/install.js";
import { Ref, classNameOf } from "../engine/jni.js";
import { defineNetwork, type Hook } from "../engine/vocabulary.js";
import { bind, closed } from "./connections.js";
import { inputHooks, insideTls, outputHooks } from "./streams.js";

/** TLS sockets known by name, with their streams inside: OpenJDK's, Android's, Google Play services', an app's own Conscrypt. */
const CONSCRYPT = ["com.android.org.conscrypt", "org.conscrypt", "com.google.android.gms.org.conscrypt"];
const SOCKETS = [
    { cls: "sun.security.ssl.SSLSocketImpl", out: "AppOutputStream", in: "AppInputStream" },
    // By file descriptor until 2026, by an engine since: a Conscrypt has one of them or both.
    ...CONSCRYPT.flatMap((p) => [
        { cls: `${p}.ConscryptFileDescriptorSocket`, out: "SSLOutputStream", in: "SSLInputStream" },
        { cls: `${p}.ConscryptEngineSocket`, out: "SSLOutputStream", in: "SSLInputStream" },
    ]),
];
const SOURCE = "OpenJDK 17 sun.security.ssl; AOSP external/conscrypt";

function socketHooks(cls: string): Hook[] {
    const inHandshake = ["startHandshake", "getSession"].map((method): Hook => ({
        cls,
        method,
        source: SOURCE,
        optional: true,
        always: insideTls,
    }));
    return [
        ...inHandshake,
        {
            cls,
            method: "close",
            source: SOURCE,
            optional: true,
            always: insideTls,
            after: ({ self }) => void (self !== null && closed(self.$h)),
        },
    ];
}

/** Hooks for a TLS socket class nobody knew: its streams are hooked when it first hands them out. */
function unknownSocketHooks(cls: string): Hook[] {
    const handOut = (method: "getOutputStream" | "getInputStream"): Hook => ({
        cls,
        method,
        source: "found at run time",
        optional: true,
        after: ({ self, result }) => {
            if (self === null || !(result instanceof Ref)) return;
            // A socket that only wraps another leaves the telling to that one.
            if (fieldOfType(self.$h, "javax/net/ssl/SSLSocket") !== null) return;
            const stream = classNameOf(result.$h);
            bind(result.$h, self.$h, "tls", stream);
            discover(result.$h, (c) => ({
                group: "network",
                module: "tls",
                hooks: method === "getOutputStream" ? outputHooks("tls", c) : inputHooks("tls", c),
            }));
        },
    });
    return [...socketHooks(cls), handOut("getOutputStream"), handOut("getInputStream")];
}

const installed = new Set<string>();

/** Whether the streams of this class are hooked by name already. A Conscrypt that another loader brought, or under another
 *  package, is met like a class that nobody knows. */
function isKnown(cls: string): boolean {
    if (installed.has(cls)) return true;
    const base = cls.replace(/\.(?:Java[78]|KitKat\w*?)((?:FileDescriptor|Engine)Socket)$/, ".Conscrypt$1");
    const socket = SOCKETS.find((s) => s.cls === base);
    if (socket === undefined) return false;
    const stream = `${socket.cls}$${socket.out}`;
    const isIn = hookStates().some((s) => s.cls === stream && s.status === "installed");
    if (isIn) installed.add(cls);
    return isIn;
}

export const tls = defineNetwork({
    id: "tls",
    hooks: [
        {
            cls: "javax.net.ssl.SSLSocket",
            method: "$init",
            source: "every TLS socket is one; a class not known by name is found here",
            once: "SSLSocket.$init",
            after: ({ self }) => {
                if (self !== null && !isKnown(classNameOf(self.$h)))
                    discover(self.$h, (c) => ({ group: "network", module: "tls", hooks: unknownSocketHooks(c) }));
            },
        },
        ...SOCKETS.flatMap((s) => [
            ...socketHooks(s.cls),
            ...outputHooks("tls", `${s.cls}$${s.out}`),
            ...inputHooks("tls", `${s.cls}$${s.in}`),
        ]),
    ],
});
