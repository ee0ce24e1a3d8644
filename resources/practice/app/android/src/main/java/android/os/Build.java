package android.os;

import com.practice.phone.Device;

public class Build {
    public static final String MODEL = SystemProperties.get("ro.product.model");
    public static final String BRAND = SystemProperties.get("ro.product.brand");
    public static final String MANUFACTURER = SystemProperties.get("ro.product.manufacturer");
    public static final String DEVICE = SystemProperties.get("ro.product.device");
    public static final String PRODUCT = SystemProperties.get("ro.product.name");
    public static final String HARDWARE = SystemProperties.get("ro.hardware");
    public static final String ID = SystemProperties.get("ro.build.id");
    public static final String DISPLAY = ID;
    public static final String FINGERPRINT = SystemProperties.get("ro.build.fingerprint");
    public static final String[] SUPPORTED_ABIS = {SystemProperties.get("ro.product.cpu.abi")};

    public static class VERSION {
        public static final String RELEASE = SystemProperties.get("ro.build.version.release");
        public static final int SDK_INT = Device.number("sdk", 34);
        public static final String INCREMENTAL = Device.get("build_id");
    }

    public static String getSerial() {
        throw new SecurityException("getSerial: The user " + 10412 + " does not meet the requirements to access device identifiers.");
    }
}
