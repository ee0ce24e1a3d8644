/** New class loaders: an SDK that comes with code loaded at run time is looked for again. */
import { factoryThrough, onAgentThread } from "./discover.js";
import { anyAbsent, defaultFactory, installLate } from "./install.js";
import { Ref, classNameOf, env } from "./jni.js";

/** After a loader is made it is asked at these times: its own start is not over when its constructor's first part is. */
const ASKED_AFTER_MS = [50, 1000, 10000];
/** Loaders the runtime makes for itself, one for a class, in great number. */
const OWN = /reflect\.DelegatingClassLoader|BootClassLoader|InMemoryDexClassLoader\$/;

export function watchLoaders(retry: (factory: ReturnType<typeof defaultFactory>) => void): void {
    installLate(
        "network",
        "loaders",
        {
            cls: "java.lang.ClassLoader",
            method: "$init",
            source: "Java SE and Android: every class loader is one",
            once: "ClassLoader.$init",
            after: ({ self }) => {
                if (self === null || OWN.test(classNameOf(self.$h)) || !anyAbsent()) return;
                const loader = new Ref(env().newGlobalRef(self.$h), true);
                for (const delay_ms of ASKED_AFTER_MS)
                    onAgentThread(() => anyAbsent() && retry(factoryThrough(loader)), delay_ms);
            },
        },
        defaultFactory(),
    );
}
