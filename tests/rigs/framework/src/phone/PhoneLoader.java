package phone;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The JVM's system class loader (-Djava.system.class.loader=phone.PhoneLoader). It passes on to the
 * Robolectric sandbox every class that the sandbox acquires, so that whoever asks it, as Frida does,
 * gets the Android and SDK classes the app really runs.
 */
public final class PhoneLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  static volatile ClassLoader sandbox;
  static volatile Predicate<String> acquired;
  static final CountDownLatch READY = new CountDownLatch(1);

  private static final long LIMIT_S = 120;
  private static final ThreadLocal<Boolean> BUSY = ThreadLocal.withInitial(() -> false);

  public PhoneLoader(ClassLoader parent) {
    super("phone", parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (READY.getCount() > 0 && !name.startsWith("java.") && isFromOutside()) {
      awaitSandbox();
    }
    ClassLoader s = sandbox;
    if (s != null && !BUSY.get() && !name.startsWith("java.") && acquired.test(name)) {
      BUSY.set(true); // the sandbox asks its parent (us) for resources and unacquired classes
      try {
        return s.loadClass(name);
      } catch (ClassNotFoundException e) {
        // not in the sandbox: look on the outer class path
      } finally {
        BUSY.set(false);
      }
    }
    return super.loadClass(name, resolve);
  }

  /** Frida's thread has no Java code of its own below the question; the program's threads have. */
  private static boolean isFromOutside() {
    StackTraceElement[] frames = new Throwable().getStackTrace();
    String outermost = frames[frames.length - 1].getClassName();
    return outermost.equals("phone.PhoneLoader") || outermost.startsWith("java.lang.Class");
  }

  /** On a phone no app runs before its framework does; here the framework comes up in the same process. */
  private static void awaitSandbox() {
    try {
      READY.await(LIMIT_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looked up by the JVM when an agent is attached. */
  @SuppressWarnings("unused")
  private void appendToClassPathForInstrumentation(String path) {}
}
