package android.net;

import com.practice.phone.Device;

public class NetworkInfo {
    public int getType() {
        return "wifi".equals(Device.get("network_type")) ? ConnectivityManager.TYPE_WIFI : ConnectivityManager.TYPE_MOBILE;
    }

    public String getTypeName() {
        return getType() == ConnectivityManager.TYPE_WIFI ? "WIFI" : "MOBILE";
    }

    public boolean isConnected() {
        return true;
    }
}
