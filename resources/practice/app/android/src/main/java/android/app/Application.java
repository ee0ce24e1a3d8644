package android.app;

import android.content.Context;
import android.content.ContextWrapper;

public class Application extends ContextWrapper {
    public Application() {
        super(null);
    }

    public void onCreate() {
    }

    /** The package, and ":name" after it where -Dpractice.process says that this is not the main process. */
    public static String getProcessName() {
        return ContextImpl.PACKAGE + System.getProperty("practice.process", "");
    }

    final void attach(Context context) {
        attachBaseContext(context);
    }
}
