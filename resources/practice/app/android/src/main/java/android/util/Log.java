package android.util;

/** A logcat line: on this phone a line of standard output. */
public final class Log {
    private Log() {
    }

    public static int d(String tag, String msg) {
        return line("D", tag, msg);
    }

    public static int i(String tag, String msg) {
        return line("I", tag, msg);
    }

    public static int w(String tag, String msg) {
        return line("W", tag, msg);
    }

    private static int line(String level, String tag, String msg) {
        System.out.println(level + "/" + tag + ": " + msg);
        return 0;
    }
}
