/** The SIM card, the operator, the radio and the mobile cell. */
import { Method, toStringOf } from "../engine/jni.js";
import { defineDevice, type DeviceHook } from "../engine/vocabulary.js";
import { byField, described, listed, reads, requests, saysItself } from "./reading.js";

const SOURCE = "AOSP frameworks/base/telephony, android-all 28, 33, 34";
const LATER = "AOSP frameworks/base/telephony, android-all 33, 34";
const CARRIER = new Method("android/telephony/SubscriptionInfo", "getCarrierName", "()Ljava/lang/CharSequence;");
const cells = listed("cell_id", saysItself);

export function resolveTelephony(): void {
    CARRIER.resolve();
}

function carrier(sim: NativePointer): string {
    const name = CARRIER.on(sim) as NativePointer;
    return name.isNull() ? "" : toStringOf(name);
}

const numbers: DeviceHook[] = [
    ...reads("android.telephony.TelephonyManager", SOURCE, {
        getDeviceId: "imei",
        getImei: "imei",
        getMeid: "imei",
        getSubscriberId: "imsi",
        getSimSerialNumber: "iccid",
        getLine1Number: "phone_number",
        getVoiceMailNumber: "phone_number",
    }),
    ...reads("android.telephony.TelephonyManager", LATER, {
        getUiccCardsInfo: listed("iccid", byField("mIccId")),
    }),
    ...reads("android.telephony.SubscriptionManager", SOURCE, {
        getActiveSubscriptionInfoList: listed("network_operator", carrier),
    }),
    ...reads("android.telephony.SubscriptionManager", LATER, { getPhoneNumber: "phone_number" }),
    ...reads("android.telephony.SubscriptionInfo", SOURCE, {
        getIccId: "iccid",
        getNumber: "phone_number",
        getCarrierName: "network_operator",
    }),
];

const network: DeviceHook[] = [
    ...reads("android.telephony.TelephonyManager", SOURCE, {
        getNetworkOperatorName: "network_operator",
        getNetworkOperator: "network_operator",
        getSimOperatorName: "network_operator",
        getSimOperator: "network_operator",
        getSimCarrierId: "network_operator",
        getNetworkCountryIso: "country",
        getSimCountryIso: "country",
        getNetworkType: "network_type",
        getDataNetworkType: "network_type",
        getServiceState: described("network_type"),
        getAllCellInfo: cells,
        getNeighboringCellInfo: cells,
        getCellLocation: described("cell_id"),
    }),
    ...requests("android.telephony.TelephonyManager", LATER, { requestCellInfoUpdate: "cell_id" }),
];

export const telephonyManager = defineDevice({ id: "telephony", hooks: [...numbers, ...network] });
