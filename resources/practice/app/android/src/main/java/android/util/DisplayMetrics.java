package android.util;

import com.practice.phone.Device;

public class DisplayMetrics {
    public int widthPixels;
    public int heightPixels;
    public int densityDpi;

    public void setToDefaults() {
        widthPixels = Device.number("width", 1080);
        heightPixels = Device.number("height", 2340);
        densityDpi = Device.number("density", 420);
    }
}
