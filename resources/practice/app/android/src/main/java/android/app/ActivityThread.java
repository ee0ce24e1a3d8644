package android.app;

import com.practice.phone.Device;
import java.util.Locale;
import java.util.TimeZone;

/** Android's entry into an app's process: here it only knows the one application. */
public final class ActivityThread {
    private static final Application APPLICATION = start();

    private ActivityThread() {
    }

    public static Application currentApplication() {
        return APPLICATION;
    }

    public static String currentProcessName() {
        return Application.getProcessName();
    }

    private static Application start() {
        if (!Device.get("timezone").isEmpty()) {
            TimeZone.setDefault(TimeZone.getTimeZone(Device.get("timezone")));
        }
        if (!Device.get("language").isEmpty()) {
            Locale.setDefault(new Locale(Device.get("language"), Device.get("country")));
        }
        Application application = new Application();
        application.attach(new ContextImpl(application));
        return application;
    }
}
