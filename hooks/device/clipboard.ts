/** What the user copied, in this app or another. */
import { Method, Ref, inFrame } from "../engine/jni.js";
import { toValue } from "../engine/values.js";
import { defineDevice, type Call, type Reading } from "../engine/vocabulary.js";
import { described, reads, requests } from "./reading.js";

const SOURCE = "AOSP ClipboardManager.java, android-all 28, 33, 34";
const COUNT = new Method("android/content/ClipData", "getItemCount", "()I");
const ITEM = new Method("android/content/ClipData", "getItemAt", "(I)Landroid/content/ClipData$Item;");
const TEXT = new Method("android/content/ClipData$Item", "getText", "()Ljava/lang/CharSequence;");
const URI = new Method("android/content/ClipData$Item", "getUri", "()Landroid/net/Uri;");
const ITEMS = 5;

export function resolveClipboard(): void {
    for (const m of [COUNT, ITEM, TEXT, URI]) m.resolve();
}

function clip({ result }: Call): Reading {
    if (!(result instanceof Ref)) return { type: "clipboard", value: null };
    const texts: unknown[] = [];
    const count = COUNT.on(result.$h) as number;
    for (let i = 0; i < Math.min(count, ITEMS); i++)
        inFrame(() => {
            const item = ITEM.on(result.$h, i) as NativePointer;
            const held = [TEXT, URI].map((m) => m.on(item) as NativePointer).find((h) => !h.isNull());
            if (held !== undefined) texts.push(toValue(new Ref(held, false)));
        });
    return { type: "clipboard", value: texts.join("\n") };
}

export const clipboard = defineDevice({
    id: "clipboard",
    hooks: [
        ...reads("android.content.ClipboardManager", SOURCE, {
            getPrimaryClip: clip,
            getText: "clipboard",
            getPrimaryClipDescription: described("clipboard"),
        }),
        ...requests("android.content.ClipboardManager", SOURCE, { addPrimaryClipChangedListener: "clipboard" }),
    ],
});

