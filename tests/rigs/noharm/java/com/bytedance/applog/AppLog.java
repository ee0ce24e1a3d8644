package com.bytedance.applog;

/** Under the real class's name, so that it is watched: throws now and then, as an app's SDK may. */
public class AppLog {
    public static class Refused extends RuntimeException {
        public final int call;

        public Refused(int call) {
            super("refused " + call);
            this.call = call;
        }
    }

    public static void onEventV3(String name) {
        int call = Integer.parseInt(name.substring(name.lastIndexOf('_') + 1));
        if (call % 3 == 0) {
            throw new Refused(call);
        }
    }
}
