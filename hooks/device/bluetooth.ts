/** Bluetooth: the phone's own name and address, the devices it is paired with, and those around it. */
import { textField } from "../engine/fields.js";
import { Ref } from "../engine/jni.js";
import { defineDevice, type Call } from "../engine/vocabulary.js";
import { listed, reads, requests } from "./reading.js";

const SOURCE = "AOSP packages/modules/Bluetooth, android-all 28, 33, 34";

const address = (device: NativePointer): string => textField(device, ["mAddress"]);
const ofDevice = ({ self }: Call) => ({
    type: "bluetooth_devices",
    value: self instanceof Ref ? address(self.$h) : null,
});

export const bluetooth = defineDevice({
    id: "bluetooth",
    hooks: [
        ...reads("android.bluetooth.BluetoothAdapter", SOURCE, {
            getAddress: "mac",
            getName: "phone_name",
            getBondedDevices: listed("bluetooth_devices", address),
        }),
        ...requests("android.bluetooth.BluetoothAdapter", SOURCE, { startDiscovery: "bluetooth_devices" }),
        ...reads("android.bluetooth.BluetoothDevice", SOURCE, { getAddress: ofDevice, getName: "bluetooth_devices" }),
        ...requests("android.bluetooth.le.BluetoothLeScanner", SOURCE, { startScan: "bluetooth_devices" }),
    ],
});
