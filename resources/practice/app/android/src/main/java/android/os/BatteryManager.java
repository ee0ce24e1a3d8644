package android.os;

import com.practice.phone.Device;

public class BatteryManager {
    public static final int BATTERY_PROPERTY_CAPACITY = 4;

    public int getIntProperty(int id) {
        return id == BATTERY_PROPERTY_CAPACITY ? Device.number("battery", 50) : Integer.MIN_VALUE;
    }
}
