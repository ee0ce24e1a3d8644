package android.content;

import android.content.pm.PackageManager;
import android.content.res.Resources;
import java.io.File;

public abstract class Context {
    public static final int MODE_PRIVATE = 0;
    public static final int MODE_MULTI_PROCESS = 4;
    public static final String CONNECTIVITY_SERVICE = "connectivity";
    public static final String LOCATION_SERVICE = "location";
    public static final String TELEPHONY_SERVICE = "phone";
    public static final String WIFI_SERVICE = "wifi";
    public static final String BATTERY_SERVICE = "batterymanager";

    public abstract Context getApplicationContext();

    public abstract ContentResolver getContentResolver();

    public abstract File getFilesDir();

    public abstract PackageManager getPackageManager();

    public abstract String getPackageName();

    public abstract SharedPreferences getSharedPreferences(String name, int mode);

    public abstract Object getSystemService(String name);

    public abstract Resources getResources();
}
