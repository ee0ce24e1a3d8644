package cn.jpush.android.api;

import android.content.Context;
import android.util.Log;

/** Stand-in for JPush: started, and sends nothing. */
public final class JPushInterface {
    private static volatile boolean debug;

    private JPushInterface() {
    }

    public static void setDebugMode(boolean enable) {
        debug = enable;
    }

    public static void init(Context context) {
        if (debug) {
            Log.d("JIGUANG-JPush", "init");
        }
    }

    /** "" until a server gave one; none is ever asked. */
    public static String getRegistrationID(Context context) {
        return "";
    }
}
