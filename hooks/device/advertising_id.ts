/** The advertising id, from Google Play services or the platform, and the app set id beside it. */
import { textField } from "../engine/fields.js";
import { Ref } from "../engine/jni.js";
import { defineDevice, type Call, type Reading } from "../engine/vocabulary.js";
import { reads, requests } from "./reading.js";

const GMS = "play-services-ads-identifier 17.1.0 and 18.0.1 from Google's Maven repository";
const APPSET = "play-services-appset 16.0.2";
const PLATFORM = "AOSP packages/modules/AdServices, android-all 33, 34";

/** The library's result keeps the id in its only String field, under a name that changes. */
function ofResult({ result }: Call): Reading {
    return { type: "advertising_id", value: result instanceof Ref ? textField(result.$h, ["zza", "a"]) || null : null };
}

export const advertisingId = defineDevice({
    id: "advertising_id",
    hooks: [
        ...reads("com.google.android.gms.ads.identifier.AdvertisingIdClient$Info", GMS, { getId: "advertising_id" }),
        ...requests("com.google.android.gms.ads.identifier.AdvertisingIdClient", GMS, { getAdvertisingIdInfo: ofResult }),
        ...reads("com.google.android.gms.appset.AppSetIdInfo", APPSET, { getId: "device_id" }),
        ...requests("android.adservices.adid.AdIdManager", PLATFORM, { getAdId: "advertising_id" }),
        ...reads("android.adservices.adid.AdId", PLATFORM, { getAdId: "advertising_id" }),
    ],
});
