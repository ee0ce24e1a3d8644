/** Where the phone is: requests for it, and the coordinates code takes out of a location. */
import { discover } from "../engine/discover.js";
import { Method, Ref, isA } from "../engine/jni.js";
import { deviceHook } from "../engine/modules.js";
import { defineDevice, type Call, type Reading } from "../engine/vocabulary.js";
import { argument, asked, reads, requests, type Read } from "./reading.js";

const SOURCE = "AOSP frameworks/base/location, android-all 28, 33, 34";
const LATER = "AOSP frameworks/base/location, android-all 33, 34";
const FUSED = "play-services-location, FusedLocationProviderClient (an interface since 21.0.0)";
const LATITUDE = new Method("android/location/Location", "getLatitude", "()D");
const LONGITUDE = new Method("android/location/Location", "getLongitude", "()D");

export function resolveLocation(): void {
    LATITUDE.resolve();
    LONGITUDE.resolve();
    isA(NULL, "android/location/Location");
}

/** A provider's name where the first argument is one. */
const request: Read = asked("latitude", (call) =>
    call.args[0] instanceof Ref && isA(call.args[0].$h, "java/lang/String") ? argument(call, 0) : null,
);

function known(call: Call): Reading[] {
    const { result } = call;
    const at = result instanceof Ref && isA(result.$h, "android/location/Location") ? result.$h : null;
    return [
        { type: "latitude", value: at === null ? null : LATITUDE.on(at) },
        { type: "longitude", value: at === null ? null : LONGITUDE.on(at) },
    ];
}

/** The point an address is looked up for is where the user is, most often. */
function sought({ args: [latitude, longitude] }: Call): Reading[] {
    return [
        { type: "latitude", value: Number(latitude) },
        { type: "longitude", value: Number(longitude) },
    ];
}

/** The client is an interface since 21.0.0: the class that is really called is met when one is given out. */
function client({ result }: Call): null {
    if (result instanceof Ref)
        discover(result.$h, (cls) => ({
            group: "device",
            module: "location",
            hooks: requests(cls, FUSED, {
                getLastLocation: "latitude",
                requestLocationUpdates: "latitude",
                getCurrentLocation: "latitude",
            }).map((hook) => deviceHook({ ...hook, optional: true })),
        }));
    return null;
}

export const location = defineDevice({
    id: "location",
    hooks: [
        ...reads("android.location.Location", SOURCE, { getLatitude: "latitude", getLongitude: "longitude" }),
        ...reads("android.location.LocationManager", SOURCE, { getLastKnownLocation: known, getLastLocation: known }),
        ...requests("android.location.LocationManager", SOURCE, {
            requestLocationUpdates: request,
            requestSingleUpdate: request,
            addNmeaListener: "latitude",
        }),
        ...requests("android.location.LocationManager", LATER, { getCurrentLocation: request }),
        ...reads("android.location.Geocoder", SOURCE, { getFromLocation: sought }),
        ...reads("com.google.android.gms.location.LocationServices", FUSED, { getFusedLocationProviderClient: client }),
    ],
});
