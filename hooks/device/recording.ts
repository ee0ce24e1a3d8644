/** Camera, microphone, screen and speech: that they were turned on, and by which code. What they took in is not read. */
import { defineDevice, type Call } from "../engine/vocabulary.js";
import { argument, asked, reads, requests } from "./reading.js";

const SOURCE = "AOSP frameworks/base, android-all 28, 33, 34";

const named = (call: Call): unknown => argument(call, 0) || null;
const first = ({ args: [one] }: Call): unknown => (typeof one === "number" ? one : null);

export const recording = defineDevice({
    id: "recording",
    hooks: [
        ...requests("android.hardware.camera2.CameraManager", SOURCE, { openCamera: asked("camera", named) }),
        ...requests("android.hardware.Camera", SOURCE, { open: asked("camera", first) }),
        ...requests("android.media.AudioRecord", SOURCE, { startRecording: "microphone" }),
        ...reads("android.media.AudioRecord", SOURCE, {
            // How much was given; a stream of many small reads is counted.
            read: () => ({ type: "microphone", value: "sound" }),
        }),
        ...requests("android.media.MediaRecorder", SOURCE, {
            setAudioSource: asked("microphone", first),
            setVideoSource: asked("camera", first),
            start: "microphone",
        }),
        ...requests("android.speech.SpeechRecognizer", SOURCE, { startListening: "microphone" }),
        ...requests("android.media.projection.MediaProjectionManager", SOURCE, {
            createScreenCaptureIntent: "screen_capture",
            getMediaProjection: "screen_capture",
        }),
    ],
});
