package com.bytedance.applog;

import java.lang.reflect.Field;
import sun.misc.Unsafe;

/** Stands for an SDK whose method ends the process. */
public class AppLog {
    public static void onEventV3(String name, Object parameters) throws Exception {
        Field field = Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        ((Unsafe) field.get(null)).putInt(0L, 1);
    }
}
