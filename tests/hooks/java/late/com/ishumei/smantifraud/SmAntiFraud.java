package com.ishumei.smantifraud;

/** A class that is only known to a loader made while the app runs. */
public class SmAntiFraud {
    /** Beyond the basic plane, with a NUL, and ending in half a pair: text that no conversion leaves as it is. */
    public static final String ID = new String("a\ud83d\ude00\u0000b\ud83d");

    public static String getDeviceId() {
        return ID;
    }
}
