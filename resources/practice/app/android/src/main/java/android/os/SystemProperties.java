package android.os;

import com.practice.phone.Device;
import java.util.HashMap;
import java.util.Map;

public class SystemProperties {
    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        NAMES.put("ro.product.model", "model");
        NAMES.put("ro.product.brand", "brand");
        NAMES.put("ro.product.manufacturer", "manufacturer");
        NAMES.put("ro.product.device", "device");
        NAMES.put("ro.product.name", "product");
        NAMES.put("ro.hardware", "hardware");
        NAMES.put("ro.build.id", "build_id");
        NAMES.put("ro.build.fingerprint", "fingerprint");
        NAMES.put("ro.build.version.release", "os_version");
        NAMES.put("ro.build.version.sdk", "sdk");
        NAMES.put("ro.product.cpu.abi", "abi");
        NAMES.put("ro.serialno", "serial");
        NAMES.put("gsm.operator.alpha", "operator");
        NAMES.put("gsm.operator.numeric", "operator_numeric");
        NAMES.put("persist.sys.timezone", "timezone");
    }

    public static String get(String key) {
        return get(key, "");
    }

    public static String get(String key, String def) {
        String name = NAMES.get(key);
        String value = name == null ? "" : Device.get(name);
        return value.isEmpty() ? def : value;
    }
}
