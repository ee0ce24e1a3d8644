package org.tester;

import com.bytedance.applog.AppLog;

/** An app that works for a while and then crashes inside a method that is watched. */
public class Main {
    public static void main(String[] args) throws Exception {
        Thread.sleep(1500);
        AppLog.onEventV3("the last event", null);
    }
}
