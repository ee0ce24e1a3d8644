package android.provider;

import android.content.ContentResolver;
import com.practice.phone.Device;

public final class Settings {
    private Settings() {
    }

    public static final class Secure {
        public static final String ANDROID_ID = "android_id";

        private Secure() {
        }

        public static String getString(ContentResolver resolver, String name) {
            return ANDROID_ID.equals(name) ? Device.get("android_id") : null;
        }
    }

    public static final class System {
        public static final String SCREEN_BRIGHTNESS = "screen_brightness";

        private System() {
        }

        public static String getString(ContentResolver resolver, String name) {
            return SCREEN_BRIGHTNESS.equals(name) ? "128" : null;
        }
    }

    public static final class Global {
        public static final String DEVICE_NAME = "device_name";

        private Global() {
        }

        public static String getString(ContentResolver resolver, String name) {
            return DEVICE_NAME.equals(name) ? Device.get("model") : null;
        }
    }
}
