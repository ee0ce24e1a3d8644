/** Whether a class can be looked at without ending the app: the bridge asks for types and does not expect that one is absent. */
import { Method, arrayLength, inFrame, stringOf } from "./jni.js";

// ART alone has the first, which gives a class's methods without looking at their types.
const UNCHECKED = new Method("java/lang/Class", "getDeclaredMethodsUnchecked", "(Z)[Ljava/lang/reflect/Method;");
const DECLARED = new Method("java/lang/Class", "getDeclaredMethods", "()[Ljava/lang/reflect/Method;");
const FIELDS = new Method("java/lang/Class", "getDeclaredFields", "()[Ljava/lang/reflect/Field;");
const CONSTRUCTORS = new Method("java/lang/Class", "getDeclaredConstructors", "()[Ljava/lang/reflect/Constructor;");
const MODIFIERS = new Method("java/lang/reflect/Method", "getModifiers", "()I");
const NAME = new Method("java/lang/reflect/Method", "getName", "()Ljava/lang/String;");
const PARAMETERS = new Method("java/lang/reflect/Method", "getParameterTypes", "()[Ljava/lang/Class;");
const RETURNED = new Method("java/lang/reflect/Method", "getGenericReturnType", "()Ljava/lang/reflect/Type;");

/** Throws where the type of a field is absent (a library the app was built without): ART would end the app at the bridge's look. */
export function assertFieldsReadable(cls: NativePointer): void {
    inFrame((e) => {
        for (let c = cls; !c.isNull(); c = e.getSuperclass(c)) FIELDS.on(c);
    });
}

/** Throws where a type of one of the overloads is absent. On the agent's thread, as the above. */
export function assertMethodReadable(cls: NativePointer, name: string): void {
    inFrame((e) => {
        if (name === "$init") return void CONSTRUCTORS.on(cls);
        // The nearest class that has the name is the one the bridge takes.
        for (let c = cls; !c.isNull(); c = e.getSuperclass(c)) if (overloadsRead(c, name)) return;
    });
}

/** True if the class itself has methods of that name; their types have been read then. */
function overloadsRead(cls: NativePointer, name: string): boolean {
    return inFrame((e) => {
        const methods = (UNCHECKED.resolve() ? UNCHECKED.on(cls, 0) : DECLARED.on(cls)) as NativePointer;
        let found = false;
        for (let i = 0; i < arrayLength(e, methods); i++) {
            inFrame(() => {
                const method = e.getObjectArrayElement(methods, i);
                if (stringOf(NAME.on(method)) !== name) return;
                found = true;
                PARAMETERS.on(method);
                RETURNED.on(method);
            });
        }
        return found;
    });
}

const INSTANCE_METHOD = 3; // the bridge's word for it
const ABSTRACT = 0x400;

/** Whether a method of the class is abstract; `type` is the bridge's kind of method. On the agent's thread. */
export function isAbstract(cls: NativePointer, method: NativePointer, type: number): boolean {
    if (type !== INSTANCE_METHOD) return false;
    return inFrame((e) => ((MODIFIERS.on(e.toReflectedMethod(cls, method, 0)) as number) & ABSTRACT) !== 0);
}
