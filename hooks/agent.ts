/** What the host can ask of the agent while Frida holds it: start. All else goes over the agent's own socket. */
import "./engine/ready.js";
import { start } from "./engine/start.js";

rpc.exports = { start };
