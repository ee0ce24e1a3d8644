/** What the user types: the whole text of a field after the keyboard changed it. */
import { fieldOfType } from "../engine/fields.js";
import { Method, classNameOf, isA, toStringOf } from "../engine/jni.js";
import { onFreshSession, row } from "../engine/report.js";
import { defineText, type Call, type Hook } from "../engine/vocabulary.js";

const M = {
    editable: new Method("android/view/inputmethod/BaseInputConnection", "getEditable", "()Landroid/text/Editable;"),
    inputType: new Method("android/widget/TextView", "getInputType", "()I"),
    id: new Method("android/view/View", "getId", "()I"),
};

export function resolveTyped(): void {
    for (const m of Object.values(M)) m.resolve();
    isA(NULL, "android/view/View");
    isA(NULL, "android/widget/TextView");
}

const CLS = "android.view.inputmethod.BaseInputConnection";
const TEXT_LIMIT = 64 << 10;
// android.text.InputType: class in the low four bits, variation in 0xff0.
const SECRET_TEXT = [0x80, 0x90, 0xe0];
const SECRET_NUMBER = 0x10;

const last = new Map<string, string>();
onFreshSession(() => last.clear());

function changed({ self, threw }: Call): void {
    if (self === null || threw) return;
    const editable = M.editable.on(self.$h) as NativePointer;
    if (editable.isNull()) return;
    const target = fieldOfType(self.$h, "android/view/View");
    const view = target === null ? classNameOf(self.$h) : nameOf(target);
    const text = toStringOf(editable, TEXT_LIMIT);
    // Keyboards repeat themselves; only a change is a row.
    if (last.get(view) === text) return;
    last.set(view, text);
    row("text", { view, text, secret: target !== null && isSecret(target) });
}

function nameOf(view: NativePointer): string {
    const id = M.id.resolve() ? (M.id.on(view) as number) : -1;
    return id === -1 ? classNameOf(view) : `${classNameOf(view)}#${(id >>> 0).toString(16)}`;
}

function isSecret(view: NativePointer): boolean {
    if (!isA(view, "android/widget/TextView") || !M.inputType.resolve()) return false;
    const type = M.inputType.on(view) as number;
    const variation = type & 0xff0;
    return (
        ((type & 0xf) === 1 && SECRET_TEXT.includes(variation)) || ((type & 0xf) === 2 && variation === SECRET_NUMBER)
    );
}

const hook = (method: string): Hook => ({
    cls: CLS,
    method,
    source: "Android API reference",
    once: "BaseInputConnection",
    after: changed,
});

export const typed = defineText({
    id: "typed",
    hooks: ["commitText", "setComposingText", "finishComposingText", "deleteSurroundingText"].map(hook),
});
