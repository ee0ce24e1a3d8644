/** Identifiers asked of another app by binding to its service: what is left to see where the library's own names are gone. */
import { textField } from "../engine/fields.js";
import { Method, Ref, isA, stringOf } from "../engine/jni.js";
import { defineDevice, type Call, type Reading } from "../engine/vocabulary.js";
import { requests } from "./reading.js";

const ACTION = new Method("android/content/Intent", "getAction", "()Ljava/lang/String;");
const COMPONENT = new Method("android/content/Intent", "getComponent", "()Landroid/content/ComponentName;");

/** Actions and packages of services that give an advertising id: Google, then the Chinese makers. */
const GIVES_ID =
    /^(com\.google\.android\.gms\.ads\.identifier\.service\.START|com\.uodis\.opendevice\.OPENIDS_SERVICE|com\.asus\.msa\.|com\.samsung\.android\.deviceidservice|com\.heytap\.openid|action\.com\.heytap\.openid|com\.zui\.deviceidservice|com\.mdid\.msa|com\.bun\.msa|com\.coolpad\.deviceidsupport)/;

export function resolveServices(): void {
    ACTION.resolve();
    COMPONENT.resolve();
    isA(NULL, "android/content/Intent");
}

function bound({ args: [intent] }: Call): Reading | null {
    if (!(intent instanceof Ref) || !isA(intent.$h, "android/content/Intent")) return null;
    const action = ACTION.on(intent.$h) as NativePointer;
    const component = COMPONENT.on(intent.$h) as NativePointer;
    const named = [
        action.isNull() ? "" : stringOf(action),
        component.isNull() ? "" : textField(component, ["mPackage"]),
    ].find((name) => GIVES_ID.test(name));
    return named === undefined ? null : { type: "advertising_id", asked: true, value: named };
}

export const services = defineDevice({
    id: "services",
    hooks: requests("android.app.ContextImpl", "AOSP ContextImpl.java, android-all 28, 33, 34", { bindService: bound }),
});
