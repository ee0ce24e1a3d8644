/** The advertising id, from Google Play services or the platform. */
import { toValue } from "../engine/values.js";
import { defineDevice, type DeviceHook } from "../engine/vocabulary.js";

const given = (cls: string, method: string): DeviceHook => ({
    cls,
    method,
    source: "Google Play services and Android API reference",
    read: ({ result }) => ({ type: "advertising_id", value: toValue(result) }),
});

export const advertisingId = defineDevice({
    id: "advertising_id",
    hooks: [
        given("com.google.android.gms.ads.identifier.AdvertisingIdClient$Info", "getId"),
        given("android.adservices.adid.AdId", "getAdId"),
    ],
});
