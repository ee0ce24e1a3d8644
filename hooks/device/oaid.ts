/** The advertising id of phones sold in China (OAID): the alliance's library, and each maker's own class. */
import { discover } from "../engine/discover.js";
import { Ref, classNameOf } from "../engine/jni.js";
import { deviceHook } from "../engine/modules.js";
import { defineDevice, type Call, type DeviceHook } from "../engine/vocabulary.js";
import { asked, reads, requests } from "./reading.js";

const MSA = "MSA's miit_mdid 1.0.10 to 1.0.25, as its callers on GitHub use it";
const XIAOMI = "github shuzilm-open-source/Get_Oaid_CNAdid, XiaomiDeviceIDHelper.java";
const HUAWEI = "Huawei HMS ads-identifier; decompiled miit_mdid";
const SAMSUNG = "decompiled miit_mdid, IDeviceIdService's transactions";
const MODULE = "oaid";

/** The same three ids everywhere: of the phone, of the maker's apps, of this app. */
const IDS = { getOAID: "oaid", getVAID: "vaid", getAAID: "app_anonymous_id" };

/** The listener is the app's, the object it is given is the library's: both classes are met when they are used. */
function met({ args }: Call): void {
    const listener = args.find((a) => a instanceof Ref && !/^(android|java)\./.test(classNameOf(a.$h)) && isLast(args, a));
    if (listener instanceof Ref) discover(listener.$h, (cls) => ofClass(listenerHooks(cls)));
}

function isLast(args: Call["args"], one: Ref): boolean {
    return args[args.length - 1] === one;
}

function listenerHooks(cls: string): DeviceHook[] {
    return ["OnSupport", "onSupport"].map((method) => ({
        cls,
        method,
        source: MSA,
        open: true,
        optional: true,
        before: ({ args }) => {
            const supplier = args[args.length - 1];
            if (supplier instanceof Ref)
                discover(supplier.$h, (found) =>
                    ofClass(reads(found, MSA, IDS).map((hook) => ({ ...hook, optional: true }))),
                );
        },
        read: () => null,
    }));
}

function ofClass(hooks: DeviceHook[]) {
    return { group: "device" as const, module: MODULE, hooks: hooks.map(deviceHook) };
}

export const oaid = defineDevice({
    id: "oaid",
    hooks: [
        ...requests("com.bun.miitmdid.core.MdidSdkHelper", MSA, { InitSdk: asked("oaid") }).map((hook) => ({
            ...hook,
            before: met,
        })),
        ...reads("com.android.id.impl.IdProviderImpl", XIAOMI, { ...IDS, getUDID: "device_id" }),
        ...reads("com.huawei.hms.ads.identifier.AdvertisingIdClient$Info", HUAWEI, { getId: "oaid" }),
        ...reads("com.huawei.android.hms.pps.AdvertisingIdClient$Info", HUAWEI, { getId: "oaid" }),
        ...["", "repeackage."].flatMap((prefix) =>
            reads(`${prefix}com.samsung.android.deviceidservice.IDeviceIdService$Stub$Proxy`, SAMSUNG, IDS),
        ),
    ],
});
