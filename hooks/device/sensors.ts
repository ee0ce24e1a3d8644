/** The phone's sensors: which there are, and which are listened to. */
import { textField } from "../engine/fields.js";
import { Ref, isA } from "../engine/jni.js";
import { defineDevice, type Call } from "../engine/vocabulary.js";
import { asked, byField, listed, reads, requests } from "./reading.js";

const SOURCE = "AOSP SensorManager.java and SystemSensorManager.java, android-all 28, 33, 34";

export function resolveSensors(): void {
    isA(NULL, "android/hardware/Sensor");
}

function sensor(value: unknown): string | null {
    return value instanceof Ref && isA(value.$h, "android/hardware/Sensor")
        ? textField(value.$h, ["mStringType", "mName"]) || "sensor"
        : null;
}

export const sensors = defineDevice({
    id: "sensors",
    hooks: [
        ...reads("android.hardware.SensorManager", SOURCE, {
            getDefaultSensor: ({ result }: Call) => ({ type: "sensors", value: sensor(result) }),
        }),
        // Since Android 14 the class behind it has a getSensorList of its own; before, this finds the one it inherits.
        ...reads("android.hardware.SystemSensorManager", SOURCE, {
            getSensorList: listed("sensors", byField("mName", "mStringType")),
        }),
        ...requests("android.hardware.SensorManager", SOURCE, {
            registerListener: asked("sensors", ({ args }) => args.map(sensor).find((name) => name !== null) ?? null),
        }),
    ],
});
