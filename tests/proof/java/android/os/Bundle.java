package android.os;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** As much of Android's class as an SDK's caller needs. */
public class Bundle {
    private final Map<String, Object> values = new HashMap<>();

    public void putString(String key, String value) {
        values.put(key, value);
    }

    public Set<String> keySet() {
        return values.keySet();
    }

    public Object get(String key) {
        return values.get(key);
    }
}
