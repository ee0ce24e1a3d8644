/** The product's agent with one group of its hooks alone, or all: what each group costs the app. The native layers are in all. */
import { carriers, crypto, devices, networks, sdks, texts } from "./catalog.js";
import { start } from "./engine/start.js";

const GROUP: string = "@GROUP@";
const groups: Record<string, unknown[]> = {
    network: networks,
    sdk: sdks,
    device: devices,
    crypto,
    async: carriers,
    text: texts,
};

if (GROUP !== "all") for (const [name, hooks] of Object.entries(groups)) if (name !== GROUP) hooks.length = 0;

rpc.exports = { start };
