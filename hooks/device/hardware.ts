/** What tells phones of one model apart, or one user's from another's: battery, screen, storage, copy protection, language. */
import { toValue } from "../engine/values.js";
import { Method, Ref, textOrNull } from "../engine/jni.js";
import { defineDevice, type Call, type Reading } from "../engine/vocabulary.js";
import { argument, described, platformText, reads } from "./reading.js";

const SOURCE = "AOSP frameworks/base, android-all 28, 33, 34";
const JAVA = "Java SE and Android API reference, java.util";

const ZONE_ID = new Method("java/util/TimeZone", "getID", "()Ljava/lang/String;");

export function resolveHardware(): void {
    ZONE_ID.resolve();
}

/** The screen's figures are written into the argument. */
function metrics({ args: [into] }: Call): Reading {
    return { type: "screen_size", late: () => (into instanceof Ref ? platformText(into) : null) };
}

function drm(call: Call): Reading | null {
    const name = argument(call, 0);
    if (name !== "deviceUniqueId" && name !== "provisioningUniqueId") return null;
    const held = toValue(call.result) as { hex?: string } | null;
    return { type: "device_id", value: held?.hex ?? null };
}

export const hardware = defineDevice({
    id: "hardware",
    hooks: [
        ...reads("android.os.BatteryManager", SOURCE, { getIntProperty: "battery", getLongProperty: "battery" }),
        ...reads("android.view.Display", SOURCE, { getRealMetrics: metrics, getMetrics: metrics, getRealSize: metrics }),
        ...reads("android.os.StatFs", SOURCE, {
            getTotalBytes: "storage",
            getAvailableBytes: "storage",
            getBlockCountLong: "storage",
        }),
        ...reads("android.media.MediaDrm", SOURCE, { getPropertyByteArray: drm }),
        ...reads("android.webkit.WebSettings", SOURCE, { getDefaultUserAgent: "user_agent" }),
        ...reads("java.util.TimeZone", JAVA, {
            getDefault: ({ result }) => ({ type: "timezone", late: () => (result instanceof Ref ? textOrNull(ZONE_ID.on(result.$h)) : null) }),
        }),
        // Locale.getDefault itself is part of every String.format and toLowerCase: what a reader does with it is told instead.
        ...reads("java.util.Locale", JAVA, {
            toLanguageTag: "language",
            getISO3Language: "language",
            getISO3Country: "country",
            getDisplayLanguage: "language",
            getDisplayCountry: "country",
        }),
        ...reads("android.os.LocaleList", SOURCE, { getDefault: described("language") }),
    ],
});
