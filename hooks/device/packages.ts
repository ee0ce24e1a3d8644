/** The list of installed apps: how many were given, and the first names of them. */
import { textField } from "../engine/fields.js";
import { Method, Ref, arrayLength, env, inFrame } from "../engine/jni.js";
import { defineDevice, type DeviceHook } from "../engine/vocabulary.js";

const TO_ARRAY = new Method("java/util/Collection", "toArray", "()[Ljava/lang/Object;");
const NAMES = 20;

const listed = (method: string): DeviceHook => ({
    cls: "android.app.ApplicationPackageManager",
    method,
    source: "AOSP frameworks/base ApplicationPackageManager.java",
    read: ({ result }) => (result instanceof Ref ? { type: "installed_apps", value: names(result) } : null),
});

export const packages = defineDevice({
    id: "packages",
    hooks: [listed("getInstalledPackages"), listed("getInstalledApplications")],
});

function names(list: Ref): { count: number; first: string[] } {
    const array = TO_ARRAY.on(list.$h) as NativePointer;
    const count = arrayLength(env(), array);
    const first: string[] = [];
    for (let i = 0; i < Math.min(count, NAMES); i++)
        first.push(inFrame((e) => textField(e.getObjectArrayElement(array, i), ["packageName"])));
    return { count, first };
}
