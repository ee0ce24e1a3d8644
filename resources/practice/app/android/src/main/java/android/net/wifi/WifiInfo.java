package android.net.wifi;

import com.practice.phone.Device;

public class WifiInfo {
    /** In quotation marks, as Android gives it. */
    public String getSSID() {
        return "\"" + Device.get("ssid") + "\"";
    }

    public String getBSSID() {
        return Device.get("bssid");
    }

    public int getRssi() {
        return -52;
    }

    /** 192.168.1.37, lowest byte first. */
    public int getIpAddress() {
        return 192 | 168 << 8 | 1 << 16 | 37 << 24;
    }

    public String getMacAddress() {
        return "02:00:00:00:00:00";
    }
}
