package android.location;

import com.practice.phone.Device;

public class Location {
    private final String provider;

    public Location(String provider) {
        this.provider = provider;
    }

    public String getProvider() {
        return provider;
    }

    public double getLatitude() {
        return Device.decimal("latitude");
    }

    public double getLongitude() {
        return Device.decimal("longitude");
    }

    public float getAccuracy() {
        return 18.5f;
    }
}
