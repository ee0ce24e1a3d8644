/** The phone's network cards and their addresses, as Java gives them. */
import { Ref, bytesOf } from "../engine/jni.js";
import { defineDevice, type Call, type Reading } from "../engine/vocabulary.js";
import { argument, asked, reads } from "./reading.js";

const SOURCE = "Java SE and Android API reference, java.net.NetworkInterface";

function hardware({ result }: Call): Reading {
    return { type: "mac", value: result instanceof Ref ? colons(result) : null };
}

export const interfaces = defineDevice({
    id: "interfaces",
    hooks: reads("java.net.NetworkInterface", SOURCE, {
        getHardwareAddress: hardware,
        // Enumerations are used up by looking: that they were asked for is told.
        getNetworkInterfaces: asked("ip_address"),
        getInetAddresses: asked("ip_address"),
        getByName: asked("mac", (call) => argument(call, 0)),
    }),
});

function colons(address: Ref): string {
    return Array.from(new Uint8Array(bytesOf(address)), (b) => b.toString(16).padStart(2, "0")).join(":");
}
