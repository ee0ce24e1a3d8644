package android.app;

import android.content.ContentResolver;
import android.content.Context;
import android.content.SharedPreferences;
import android.content.pm.PackageManager;
import android.content.res.Resources;
import android.location.LocationManager;
import android.net.ConnectivityManager;
import android.net.wifi.WifiManager;
import android.os.BatteryManager;
import android.telephony.TelephonyManager;
import java.io.File;
import java.util.HashMap;
import java.util.Map;

class ContextImpl extends Context {
    static final String PACKAGE = "com.practice.chat";

    private static final class ApplicationContentResolver extends ContentResolver {
    }

    private final Application application;
    private final ContentResolver resolver = new ApplicationContentResolver();
    private final PackageManager packages = new ApplicationPackageManager();
    private final Resources resources = new Resources();
    private final Map<String, Object> services = new HashMap<>();
    private final Map<String, SharedPreferences> preferences = new HashMap<>();

    ContextImpl(Application application) {
        this.application = application;
        services.put(CONNECTIVITY_SERVICE, new ConnectivityManager());
        services.put(LOCATION_SERVICE, new LocationManager());
        services.put(TELEPHONY_SERVICE, new TelephonyManager());
        services.put(WIFI_SERVICE, new WifiManager());
        services.put(BATTERY_SERVICE, new BatteryManager());
    }

    @Override
    public Context getApplicationContext() {
        return application;
    }

    @Override
    public ContentResolver getContentResolver() {
        return resolver;
    }

    @Override
    public File getFilesDir() {
        return new File(System.getProperty("practice.files", System.getProperty("java.io.tmpdir")));
    }

    @Override
    public PackageManager getPackageManager() {
        return packages;
    }

    @Override
    public String getPackageName() {
        return PACKAGE;
    }

    @Override
    public SharedPreferences getSharedPreferences(String name, int mode) {
        synchronized (preferences) {
            SharedPreferences known = preferences.get(name);
            if (known == null || (mode & MODE_MULTI_PROCESS) != 0) {
                known = new SharedPreferencesImpl(new File(new File(getFilesDir(), "shared_prefs"), name + ".properties"));
                preferences.put(name, known);
            }
            return known;
        }
    }

    @Override
    public Object getSystemService(String name) {
        return services.get(name);
    }

    @Override
    public Resources getResources() {
        return resources;
    }
}
