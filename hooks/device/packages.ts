/** Which other apps there are on the phone: lists of them, and questions about one that is not the app itself. */
import { fieldOfType, textField } from "../engine/fields.js";
import { Ref, isA } from "../engine/jni.js";
import { toValue } from "../engine/values.js";
import { defineDevice, type Call, type Reading } from "../engine/vocabulary.js";
import { byField, listed, reads } from "./reading.js";

const SOURCE = "AOSP ApplicationPackageManager.java, android-all 28, 33, 34";

let self = "";

/** The app's own package: reading about itself is no news. */
export function ownPackageIs(name: string): void {
    self = name;
}

export function resolvePackages(): void {
    for (const c of ["android/content/pm/ActivityInfo", "android/content/pm/ServiceInfo", "java/lang/String"]) isA(NULL, c);
}

function packageOf(resolved: NativePointer): string {
    for (const type of ["android/content/pm/ActivityInfo", "android/content/pm/ServiceInfo"]) {
        const held = fieldOfType(resolved, type);
        if (held !== null) return textField(held, ["packageName"]);
    }
    return "";
}

function other({ args: [name], result, threw }: Call): Reading | null {
    const asked = name instanceof Ref && isA(name.$h, "java/lang/String") ? String(toValue(name)) : "";
    if (asked === "" || asked === self) return null;
    // Not being there is an answer as well: that of whoever counts on it.
    return { type: "installed_apps", value: { package: asked, installed: !threw && result instanceof Ref } };
}

export const packages = defineDevice({
    id: "packages",
    hooks: reads("android.app.ApplicationPackageManager", SOURCE, {
        getInstalledPackages: listed("installed_apps", byField("packageName")),
        getInstalledApplications: listed("installed_apps", byField("packageName")),
        getPackagesHoldingPermissions: listed("installed_apps", byField("packageName")),
        queryIntentActivities: listed("installed_apps", packageOf),
        getPackageInfo: other,
        getApplicationInfo: other,
    }),
});

