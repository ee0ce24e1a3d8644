/** The SIM card, the operator, the radio, and the kind of network. */
import { toValue } from "../engine/values.js";
import { defineDevice, type DeviceHook } from "../engine/vocabulary.js";

const given = (cls: string, method: string, type: string): DeviceHook => ({
    cls,
    method,
    source: "Android API reference",
    // A null or empty answer is told too: the app asked.
    read: ({ result }) => ({ type, value: toValue(result) }),
});
const telephony = (method: string, type: string): DeviceHook =>
    given("android.telephony.TelephonyManager", method, type);

export const telephonyManager = defineDevice({
    id: "telephony",
    hooks: [
        telephony("getNetworkOperatorName", "network_operator"),
        telephony("getNetworkOperator", "network_operator"),
        telephony("getSimOperatorName", "network_operator"),
        telephony("getSimOperator", "network_operator"),
        telephony("getNetworkCountryIso", "country"),
        telephony("getSimCountryIso", "country"),
        telephony("getNetworkType", "network_type"),
        telephony("getDataNetworkType", "network_type"),
        telephony("getDeviceId", "imei"),
        telephony("getImei", "imei"),
        telephony("getMeid", "imei"),
        telephony("getSubscriberId", "imsi"),
        telephony("getSimSerialNumber", "iccid"),
        telephony("getLine1Number", "phone_number"),
        given("android.net.NetworkInfo", "getTypeName", "network_type"),
    ],
});
