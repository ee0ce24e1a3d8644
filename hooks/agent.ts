/** What can be asked of the agent while Frida holds it: start, and its catalog. All else goes over the agent's own socket. */
import "./engine/ready.js";
import { catalog } from "./engine/listing.js";
import { start } from "./engine/start.js";

rpc.exports = { start, catalog };
