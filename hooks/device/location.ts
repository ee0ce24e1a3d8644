/** Where the phone is: the coordinates an app takes out of a location. */
import { toValue } from "../engine/values.js";
import { defineDevice, type DeviceHook } from "../engine/vocabulary.js";

const given = (method: string, type: string): DeviceHook => ({
    cls: "android.location.Location",
    method,
    source: "Android API reference",
    read: ({ result }) => ({ type, value: toValue(result) }),
});

export const location = defineDevice({
    id: "location",
    hooks: [given("getLatitude", "latitude"), given("getLongitude", "longitude")],
});
