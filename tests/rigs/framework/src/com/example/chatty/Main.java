package com.example.chatty;

import android.app.Application;
import android.content.pm.PackageInfo;
import android.net.ConnectivityManager;
import android.net.Network;
import android.net.NetworkCapabilities;
import android.os.Looper;
import android.provider.Settings;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.robolectric.Robolectric;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;
import org.robolectric.shadow.api.Shadow;
import org.robolectric.shadows.ShadowBuild;
import org.robolectric.shadows.ShadowLog;
import org.robolectric.shadows.ShadowNetworkCapabilities;
import org.robolectric.shadows.ShadowPausedLooper;
import org.robolectric.shadows.ShadowSystemClock;

/**
 * The app inside the sandbox. Properties: sdks (comma list), framework.hold (the SDKs start when a line comes on
 * standard input, so that hooks can be in place first), rounds, period (seconds between rounds), logcat.
 */
public final class Main {
  private static final long T0 = Long.getLong("phone.t0");
  private static final Map<String, Sdk> SDKS = new LinkedHashMap<>();

  private Main() {}

  public static void live() throws Exception {
    if (Boolean.getBoolean("logcat")) {
      ShadowLog.stream = System.out;
    }
    Application app = RuntimeEnvironment.getApplication();
    setUpDevice(app);
    log("UP " + app.getPackageName() + " pid " + ProcessHandle.current().pid());

    if (Boolean.getBoolean("framework.hold")) {
      for (int read = System.in.read(); read != '\n' && read != -1; ) {
        read = System.in.read();
      }
    }
    for (String name : System.getProperty("sdks", "").split(",")) {
      if (!name.isEmpty()) {
        attempt("init", name, () -> {
          Sdk sdk = (Sdk) Class.forName("com.example.chatty.sdks." + name).getDeclaredConstructor().newInstance();
          sdk.init(app);
          SDKS.put(name, sdk);
        });
      }
    }
    Robolectric.buildActivity(Chat.class).setup();
    log("RESUMED " + SDKS.keySet());

    int rounds = Integer.getInteger("rounds", 2);
    long period = Long.getLong("period", 8) * 1000;
    long next = System.currentTimeMillis() + 2000;
    for (int round = 1; ; ) {
      turn();
      if (round <= rounds && System.currentTimeMillis() >= next) {
        final int r = round;
        announceNetwork(app);
        SDKS.forEach((name, sdk) -> attempt("send" + r, name, () -> sdk.send(app, r)));
        log("ROUND " + round);
        round++;
        next = System.currentTimeMillis() + period;
      }
    }
  }

  private static void setUpDevice(Application app) throws Exception {
    PackageInfo info =
        Shadows.shadowOf(app.getPackageManager())
            .getInternalMutablePackageInfo(app.getPackageName());
    Shadows.shadowOf(app).grantPermissions(info.requestedPermissions);
    info.requestedPermissionsFlags = new int[info.requestedPermissions.length];
    Arrays.fill(info.requestedPermissionsFlags, PackageInfo.REQUESTED_PERMISSION_GRANTED | 1);
    Properties device = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(System.getProperty("android.device")))) {
      device.load(file);
    }
    Settings.Secure.putString(
        app.getContentResolver(), Settings.Secure.ANDROID_ID, device.getProperty("android_id"));
    ShadowBuild.setModel(device.getProperty("model"));
    ShadowBuild.setManufacturer(device.getProperty("manufacturer"));
    ShadowBuild.setBrand(device.getProperty("brand"));

    ConnectivityManager manager = app.getSystemService(ConnectivityManager.class);
    NetworkCapabilities wifi = ShadowNetworkCapabilities.newInstance();
    Shadows.shadowOf(wifi).addTransportType(NetworkCapabilities.TRANSPORT_WIFI);
    Shadows.shadowOf(wifi).addCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET);
    Shadows.shadowOf(wifi).addCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED);
    Shadows.shadowOf(manager).setNetworkCapabilities(manager.getActiveNetwork(), wifi);
  }

  private static final Set<ConnectivityManager.NetworkCallback> TOLD = new HashSet<>();

  /** Tells every listener once that there is a network, as a phone does. */
  private static void announceNetwork(Application app) {
    ConnectivityManager manager = app.getSystemService(ConnectivityManager.class);
    Network network = manager.getActiveNetwork();
    for (ConnectivityManager.NetworkCallback c : Shadows.shadowOf(manager).getNetworkCallbacks()) {
      if (TOLD.add(c)) {
        c.onAvailable(network);
        c.onCapabilitiesChanged(network, manager.getNetworkCapabilities(network));
      }
    }
  }

  private static long last = System.nanoTime();

  /** One turn of the main loop: Android's clock follows the wall clock, due messages run. */
  private static void turn() throws InterruptedException {
    ShadowPausedLooper looper = Shadow.extract(Looper.getMainLooper());
    long now = System.nanoTime();
    ShadowSystemClock.advanceBy(Duration.ofNanos(now - last));
    last = now;
    try {
      looper.idle();
    } catch (Throwable t) {
      log("MAIN-LOOP " + t);
      t.printStackTrace();
    }
    Thread.sleep(5);
  }

  private interface Step {
    void run() throws Throwable;
  }

  private static void attempt(String what, String name, Step step) {
    long start = System.currentTimeMillis();
    try {
      step.run();
      log("OK " + what + " " + name + " " + (System.currentTimeMillis() - start) + " ms");
    } catch (Throwable t) {
      log("FAIL " + what + " " + name + " " + t);
      t.printStackTrace();
    }
  }

  private static void log(String line) {
    System.out.println("[+" + (System.currentTimeMillis() - T0) + " ms] " + line);
  }
}
