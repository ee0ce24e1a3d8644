/** Clear sockets: what an app sends without TLS, and where its sockets were told to connect. */
import { Ref } from "../engine/jni.js";
import { defineNetwork } from "../engine/vocabulary.js";
import { closed, remember } from "./connections.js";
import { inputHooks, insideSocket, outputHooks } from "./streams.js";

export const sockets = defineNetwork({
    id: "sockets",
    hooks: [
        {
            cls: "java.net.Socket",
            method: "connect",
            overload: ["java.net.SocketAddress", "int"],
            source: "Java SE and Android, java.net.Socket",
            before: ({ self, args: [endpoint] }) => {
                if (self !== null && endpoint instanceof Ref) remember(self.$h, endpoint.$h);
            },
        },
        {
            cls: "java.net.Socket",
            method: "close",
            source: "Java SE and Android, java.net.Socket",
            after: ({ self }) => {
                if (self !== null) closed(self.$h);
            },
        },
        {
            // What is said to a proxy before the connection is the app's: on Android it passes the app's own streams.
            cls: "java.net.SocksSocketImpl",
            method: "connect",
            source: "OpenJDK and Android 10, java.net.SocksSocketImpl",
            optional: true,
            always: insideSocket,
        },
        // OpenJDK 13 and newer, then Android.
        ...outputHooks("tcp", "java.net.Socket$SocketOutputStream"),
        ...inputHooks("tcp", "java.net.Socket$SocketInputStream"),
        ...outputHooks("tcp", "java.net.SocketOutputStream"),
        ...inputHooks("tcp", "java.net.SocketInputStream"),
    ],
});
