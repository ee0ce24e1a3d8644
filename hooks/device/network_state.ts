/** Which kind of network the phone is in, and its addresses there. */
import { defineDevice } from "../engine/vocabulary.js";
import { described, listed, reads, requests, saysItself } from "./reading.js";

const SOURCE = "AOSP ConnectivityManager.java and NetworkInfo.java, android-all 28, 33, 34";

export const networkState = defineDevice({
    id: "network_state",
    hooks: [
        ...reads("android.net.ConnectivityManager", SOURCE, {
            getActiveNetworkInfo: described("network_type"),
            getNetworkCapabilities: described("network_type"),
            // Its text names the interface, the addresses and the name servers.
            getLinkProperties: described("ip_address"),
            getAllNetworks: listed("network_type", saysItself),
        }),
        ...requests("android.net.ConnectivityManager", SOURCE, {
            registerDefaultNetworkCallback: "network_type",
            registerNetworkCallback: "network_type",
        }),
        ...reads("android.net.NetworkInfo", SOURCE, { getTypeName: "network_type" }),
    ],
});
