package phone;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Starts an app of the practice phone: holds it until the phone says so, so that hooks are in before its first
 * instruction, and ends it when the phone is gone.
 *
 * <p>Launcher MAIN_CLASS [ARGUMENT...] with -Dphone.hold=true (waits for a line on standard input) and
 * -Dphone.pid=PID (the phone's own process).
 */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) throws Throwable {
        leaveWithThePhone("/proc/" + System.getProperty("phone.pid"));
        if (Boolean.getBoolean("phone.hold")) {
            waitForALine();
        }
        String[] rest = new String[args.length - 1];
        System.arraycopy(args, 1, rest, 0, rest.length);
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) rest);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** What follows the line belongs to the app, which reads the same System.in. */
    private static void waitForALine() throws IOException {
        int read = System.in.read();
        while (read != '\n' && read != -1) {
            read = System.in.read();
        }
    }

    private static void leaveWithThePhone(final String process) {
        Thread watch = new Thread("phone") {
            @Override
            public void run() {
                File phone = new File(process);
                while (phone.exists()) {
                    try {
                        Thread.sleep(1000);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
                Runtime.getRuntime().halt(0);
            }
        };
        watch.setDaemon(true);
        watch.start();
    }
}
