package android.location;

import com.practice.phone.Device;

public class LocationManager {
    public static final String GPS_PROVIDER = "gps";
    public static final String NETWORK_PROVIDER = "network";

    public Location getLastKnownLocation(String provider) {
        return Double.isNaN(Device.decimal("latitude")) ? null : new Location(provider);
    }
}
