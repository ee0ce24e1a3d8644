package calls;

import android.accounts.Account;
import android.accounts.AccountManager;
import android.app.ActivityManager;
import android.app.Application;
import android.app.admin.DevicePolicyManager;
import android.app.usage.UsageStatsManager;
import android.bluetooth.BluetoothAdapter;
import android.bluetooth.BluetoothDevice;
import android.bluetooth.BluetoothManager;
import android.content.ClipData;
import android.content.ClipboardManager;
import android.content.ComponentName;
import android.content.ContentResolver;
import android.content.Context;
import android.content.Intent;
import android.content.ServiceConnection;
import android.content.pm.PackageInfo;
import android.content.pm.PackageManager;
import android.database.ContentObserver;
import android.database.MatrixCursor;
import android.graphics.Point;
import android.hardware.Sensor;
import android.hardware.SensorEvent;
import android.hardware.SensorEventListener;
import android.hardware.SensorManager;
import android.hardware.camera2.CameraCharacteristics;
import android.hardware.camera2.CameraDevice;
import android.hardware.camera2.CameraManager;
import android.location.Geocoder;
import android.location.Location;
import android.location.LocationListener;
import android.location.LocationManager;
import android.location.OnNmeaMessageListener;
import android.media.AudioFormat;
import android.media.AudioRecord;
import android.media.MediaDrm;
import android.media.MediaRecorder;
import android.media.projection.MediaProjectionManager;
import android.net.ConnectivityManager;
import android.net.Uri;
import android.net.wifi.WifiInfo;
import android.net.wifi.WifiManager;
import android.os.BatteryManager;
import android.os.Build;
import android.os.Bundle;
import android.os.CancellationSignal;
import android.os.Environment;
import android.os.Handler;
import android.os.IBinder;
import android.os.LocaleList;
import android.os.Looper;
import android.os.StatFs;
import android.provider.Settings;
import android.speech.SpeechRecognizer;
import android.telephony.SubscriptionInfo;
import android.telephony.SubscriptionManager;
import android.telephony.TelephonyManager;
import android.util.DisplayMetrics;
import android.view.Display;
import android.view.WindowManager;
import android.webkit.WebSettings;
import com.google.android.gms.ads.identifier.AdvertisingIdClient;
import com.google.android.gms.appset.AppSetIdInfo;
import java.lang.reflect.Method;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.TimeZone;
import org.robolectric.Shadows;
import org.robolectric.shadows.ShadowBluetoothDevice;
import org.robolectric.shadows.ShadowSensor;
import org.robolectric.shadows.ShadowSubscriptionManager;

/** Calls every source of personal data that the agent hooks, in the real framework, with values planted in it. */
public final class Calls {
  private Calls() {}

  interface Work {
    Object run() throws Throwable;
  }

  private static void call(String name, Work work) {
    String said;
    try {
      said = "= " + work.run();
    } catch (Throwable t) {
      said = "! " + t;
    }
    System.out.println("CALL " + name + " " + said.replace('\n', ' '));
  }

  /** What the phone holds. Hooks are not in yet. */
  public static void plant(Application app) throws Exception {
    TelephonyManager telephony = app.getSystemService(TelephonyManager.class);
    Shadows.shadowOf(telephony).setImei("490154203237518");
    Shadows.shadowOf(telephony).setMeid("a10000009296f2");
    Shadows.shadowOf(telephony).setDeviceId("490154203237518");
    Shadows.shadowOf(telephony).setSubscriberId("310260000000123");
    Shadows.shadowOf(telephony).setSimSerialNumber("8901260012345678901");
    Shadows.shadowOf(telephony).setLine1Number("+14155550123");
    Shadows.shadowOf(telephony).setNetworkOperatorName("Practice Mobile");
    SubscriptionInfo sim = ShadowSubscriptionManager.SubscriptionInfoBuilder.newBuilder().setId(1).setIccId("8901260012345678901")
        .setNumber("+14155550123").setCarrierName("Practice Mobile").buildSubscriptionInfo();
    Shadows.shadowOf(app.getSystemService(SubscriptionManager.class)).setActiveSubscriptionInfos(sim);
    LocationManager locations = app.getSystemService(LocationManager.class);
    Shadows.shadowOf(locations).setProviderEnabled(LocationManager.GPS_PROVIDER, true);
    Shadows.shadowOf(locations).simulateLocation(here());
    AccountManager.get(app).addAccountExplicitly(new Account("ada.lovelace@example.org", "com.google"), "", new Bundle());
    Shadows.shadowOf(app.getSystemService(SensorManager.class)).addSensor(ShadowSensor.newInstance(Sensor.TYPE_ACCELEROMETER));
    PackageInfo other = new PackageInfo();
    other.packageName = "org.example.bank";
    other.applicationInfo = new android.content.pm.ApplicationInfo();
    other.applicationInfo.packageName = "org.example.bank";
    Shadows.shadowOf(app.getPackageManager()).installPackage(other);
    Shadows.shadowOf(app.getSystemService(CameraManager.class)).addCamera("0", org.robolectric.shadows.ShadowCameraCharacteristics.newCameraCharacteristics());
    app.getSystemService(ClipboardManager.class).setPrimaryClip(ClipData.newPlainText("note", "the door code is 4711"));
    Settings.Secure.putString(app.getContentResolver(), "bluetooth_name", "Ada's phone");
    Settings.Global.putString(app.getContentResolver(), "device_name", "Ada's phone");
    Settings.System.putString(app.getContentResolver(), "android_id", "a1b2c3d4e5f60718");
  }

  private static Location here() {
    Location here = new Location(LocationManager.GPS_PROVIDER);
    here.setLatitude(37.566535);
    here.setLongitude(126.977969);
    return here;
  }

  @SuppressWarnings({"deprecation", "unchecked"})
  public static void all(Application app) throws Exception {
    ContentResolver resolver = app.getContentResolver();
    Handler handler = new Handler(Looper.getMainLooper());
    call("Secure.getString", () -> Settings.Secure.getString(resolver, "android_id"));
    call("System.getString", () -> Settings.System.getString(resolver, "android_id"));
    call("Global.getString", () -> Settings.Global.getString(resolver, "device_name"));
    telephony(app);
    call("Build.getSerial", Build::getSerial);
    call("Build.getRadioVersion", Build::getRadioVersion);
    call("SystemProperties.get", () -> hidden("android.os.SystemProperties", "get", new Class<?>[] {String.class}, "ro.product.model"));
    networks(app);
    places(app, handler);
    ClipboardManager clipboard = app.getSystemService(ClipboardManager.class);
    call("ClipboardManager.getPrimaryClip", clipboard::getPrimaryClip);
    call("ClipboardManager.getText", clipboard::getText);
    call("ClipboardManager.getPrimaryClipDescription", clipboard::getPrimaryClipDescription);
    call("ClipboardManager.addPrimaryClipChangedListener", () -> { clipboard.addPrimaryClipChangedListener(() -> {}); return null; });
    contents(app, resolver, handler);
    packages(app);
    phone(app, handler);
    recordings(app, handler);
    AccountManager accounts = AccountManager.get(app);
    call("AccountManager.getAccounts", accounts::getAccounts);
    call("AccountManager.getAccountsByType", () -> accounts.getAccountsByType("com.google"));
    call("AccountManager.getAuthToken", () -> accounts.getAuthToken(new Account("ada.lovelace@example.org", "com.google"), "mail", new Bundle(), false, null, null));
    call("AccountManager.getAccountsByTypeAndFeatures", () -> accounts.getAccountsByTypeAndFeatures("com.google", new String[0], null, null));
    bluetooth(app);
    call("AdvertisingIdClient.getAdvertisingIdInfo", () -> AdvertisingIdClient.getAdvertisingIdInfo(app));
    call("AdvertisingIdClient$Info.getId", () -> new AdvertisingIdClient.Info("38400000-8cf0-11bd-b23e-10b96e40000d", false).getId());
    call("AppSetIdInfo.getId", () -> new AppSetIdInfo("6b7f3c1e-2222-4c6e-9c4f-0a1b2c3d4e5f", 1).getId());
    call("AdIdManager.getAdId", () -> {
      Class<?> c = Class.forName("android.adservices.adid.AdIdManager");
      return c.getMethod("getAdId", java.util.concurrent.Executor.class, android.os.OutcomeReceiver.class)
          .invoke(c.getConstructor(Context.class).newInstance(app), (java.util.concurrent.Executor) Runnable::run, null);
    });
    call("AdId.getAdId", () -> {
      Object id = Class.forName("android.adservices.adid.AdId").getConstructor(String.class, boolean.class).newInstance("38400000-8cf0-11bd-b23e-10b96e40000e", false);
      return id.getClass().getMethod("getAdId").invoke(id);
    });
    makers(app);
    call("bindService", () -> app.getBaseContext().bindService(new Intent("com.google.android.gms.ads.identifier.service.START").setPackage("com.google.android.gms"), connection(), 0));
  }

  /** The makers' own classes, of which these are stand-ins by their names. */
  private static void makers(Application app) {
    call("MdidSdkHelper.InitSdk", () -> com.bun.miitmdid.core.MdidSdkHelper.InitSdk(app, true, new com.bun.miitmdid.interfaces.IIdentifierListener() {
      @Override public void onSupport(com.bun.miitmdid.interfaces.IdSupplier ids) { System.out.println(ids.getOAID() + ids.getVAID() + ids.getAAID()); }
    }));
    com.android.id.impl.IdProviderImpl xiaomi = new com.android.id.impl.IdProviderImpl();
    call("IdProviderImpl", () -> xiaomi.getUDID(app) + xiaomi.getOAID(app) + xiaomi.getVAID(app) + xiaomi.getAAID(app));
    call("hms.AdvertisingIdClient", () -> new com.huawei.hms.ads.identifier.AdvertisingIdClient.Info().getId());
    call("pps.AdvertisingIdClient", () -> new com.huawei.android.hms.pps.AdvertisingIdClient.Info().getId());
    com.samsung.android.deviceidservice.IDeviceIdService.Stub.Proxy samsung = new com.samsung.android.deviceidservice.IDeviceIdService.Stub.Proxy();
    call("IDeviceIdService", () -> samsung.getOAID() + samsung.getVAID("") + samsung.getAAID(""));
    repeackage.com.samsung.android.deviceidservice.IDeviceIdService.Stub.Proxy copied = new repeackage.com.samsung.android.deviceidservice.IDeviceIdService.Stub.Proxy();
    call("IDeviceIdService, copied", () -> copied.getOAID() + copied.getVAID("") + copied.getAAID(""));
    com.google.android.gms.location.FusedLocationProviderClient fused = com.google.android.gms.location.LocationServices.getFusedLocationProviderClient(app);
    call("FusedLocationProviderClient", () -> "" + fused.getLastLocation() + fused.requestLocationUpdates(null, null, null) + fused.getCurrentLocation(100, null));
  }

  private static void telephony(Application app) {
    TelephonyManager t = app.getSystemService(TelephonyManager.class);
    call("TelephonyManager.getDeviceId", t::getDeviceId);
    call("TelephonyManager.getImei", t::getImei);
    call("TelephonyManager.getMeid", t::getMeid);
    call("TelephonyManager.getSubscriberId", t::getSubscriberId);
    call("TelephonyManager.getSimSerialNumber", t::getSimSerialNumber);
    call("TelephonyManager.getLine1Number", t::getLine1Number);
    call("TelephonyManager.getVoiceMailNumber", t::getVoiceMailNumber);
    call("TelephonyManager.getUiccCardsInfo", t::getUiccCardsInfo);
    call("TelephonyManager.getNetworkOperatorName", t::getNetworkOperatorName);
    call("TelephonyManager.getNetworkOperator", t::getNetworkOperator);
    call("TelephonyManager.getSimOperatorName", t::getSimOperatorName);
    call("TelephonyManager.getSimOperator", t::getSimOperator);
    call("TelephonyManager.getSimCarrierId", t::getSimCarrierId);
    call("TelephonyManager.getNetworkCountryIso", t::getNetworkCountryIso);
    call("TelephonyManager.getSimCountryIso", t::getSimCountryIso);
    call("TelephonyManager.getNetworkType", t::getNetworkType);
    call("TelephonyManager.getDataNetworkType", t::getDataNetworkType);
    call("TelephonyManager.getServiceState", t::getServiceState);
    call("TelephonyManager.getAllCellInfo", t::getAllCellInfo);
    call("TelephonyManager.getNeighboringCellInfo", () -> TelephonyManager.class.getMethod("getNeighboringCellInfo").invoke(t));
    call("TelephonyManager.getCellLocation", t::getCellLocation);
    call("TelephonyManager.requestCellInfoUpdate", () -> {
      t.requestCellInfoUpdate(Runnable::run, new TelephonyManager.CellInfoCallback() {
        @Override public void onCellInfo(java.util.List<android.telephony.CellInfo> cells) {}
      });
      return null;
    });
    SubscriptionManager s = app.getSystemService(SubscriptionManager.class);
    call("SubscriptionManager.getActiveSubscriptionInfoList", s::getActiveSubscriptionInfoList);
    call("SubscriptionManager.getPhoneNumber", () -> s.getPhoneNumber(1));
    call("SubscriptionInfo.getIccId", () -> s.getActiveSubscriptionInfoList().get(0).getIccId());
    call("SubscriptionInfo.getNumber", () -> s.getActiveSubscriptionInfoList().get(0).getNumber());
    call("SubscriptionInfo.getCarrierName", () -> s.getActiveSubscriptionInfoList().get(0).getCarrierName());
  }

  private static void networks(Application app) throws Exception {
    WifiManager w = app.getSystemService(WifiManager.class);
    WifiInfo i = w.getConnectionInfo();
    Shadows.shadowOf(i).setSSID("Home of Ada");
    Shadows.shadowOf(i).setBSSID("3c:5a:b4:01:9e:f2");
    Shadows.shadowOf(i).setMacAddress("3c:5a:b4:01:9e:f3");
    Shadows.shadowOf(i).setInetAddress(java.net.InetAddress.getByAddress(new byte[] {(byte) 192, (byte) 168, 7, 23}));
    call("WifiInfo.getSSID", i::getSSID);
    call("WifiInfo.getBSSID", i::getBSSID);
    call("WifiInfo.getMacAddress", i::getMacAddress);
    call("WifiInfo.getIpAddress", i::getIpAddress);
    call("WifiInfo.getRssi", i::getRssi);
    call("WifiInfo.getNetworkId", i::getNetworkId);
    call("WifiManager.getConnectionInfo", w::getConnectionInfo);
    call("WifiManager.getScanResults", w::getScanResults);
    call("WifiManager.getConfiguredNetworks", w::getConfiguredNetworks);
    call("WifiManager.getDhcpInfo", w::getDhcpInfo);
    call("WifiManager.startScan", w::startScan);
    call("DevicePolicyManager.getWifiMacAddress", () -> app.getSystemService(DevicePolicyManager.class).getWifiMacAddress(new ComponentName(app, "X")));
    call("NetworkInterface.getNetworkInterfaces", NetworkInterface::getNetworkInterfaces);
    call("NetworkInterface.getHardwareAddress", () -> NetworkInterface.getByName("lo").getHardwareAddress());
    call("NetworkInterface.getInetAddresses", () -> NetworkInterface.getByName("lo").getInetAddresses().nextElement());
    ConnectivityManager c = app.getSystemService(ConnectivityManager.class);
    call("ConnectivityManager.getActiveNetworkInfo", c::getActiveNetworkInfo);
    call("ConnectivityManager.getNetworkCapabilities", () -> c.getNetworkCapabilities(c.getActiveNetwork()));
    call("ConnectivityManager.getLinkProperties", () -> c.getLinkProperties(c.getActiveNetwork()));
    call("ConnectivityManager.getAllNetworks", c::getAllNetworks);
    call("ConnectivityManager.registerDefaultNetworkCallback", () -> { c.registerDefaultNetworkCallback(new ConnectivityManager.NetworkCallback()); return null; });
    call("ConnectivityManager.registerNetworkCallback", () -> { c.registerNetworkCallback(new android.net.NetworkRequest.Builder().build(), new ConnectivityManager.NetworkCallback()); return null; });
    call("NetworkInfo.getTypeName", () -> c.getActiveNetworkInfo().getTypeName());
  }

  private static void places(Application app, Handler handler) {
    LocationManager l = app.getSystemService(LocationManager.class);
    call("LocationManager.getLastKnownLocation", () -> l.getLastKnownLocation(LocationManager.GPS_PROVIDER));
    call("LocationManager.getLastLocation", () -> LocationManager.class.getMethod("getLastLocation").invoke(l));
    call("LocationManager.requestLocationUpdates", () -> { l.requestLocationUpdates(LocationManager.GPS_PROVIDER, 1000, 1f, (LocationListener) x -> {}, Looper.getMainLooper()); return null; });
    call("LocationManager.requestSingleUpdate", () -> { l.requestSingleUpdate(LocationManager.GPS_PROVIDER, (LocationListener) x -> {}, Looper.getMainLooper()); return null; });
    call("LocationManager.getCurrentLocation", () -> { l.getCurrentLocation(LocationManager.GPS_PROVIDER, (CancellationSignal) null, Runnable::run, x -> {}); return null; });
    call("LocationManager.addNmeaListener", () -> l.addNmeaListener((OnNmeaMessageListener) (m, t) -> {}, handler));
    call("Location.getLatitude", () -> here().getLatitude());
    call("Location.getLongitude", () -> here().getLongitude());
    call("Geocoder.getFromLocation", () -> new Geocoder(app).getFromLocation(37.566535, 126.977969, 1));
  }

  private static void contents(Application app, ContentResolver resolver, Handler handler) {
    for (String one : new String[] {"com.android.contacts/contacts", "sms/inbox", "call_log/calls", "com.android.calendar/events", "media/external/images/media", "settings/secure/android_id"}) {
      Uri uri = Uri.parse("content://" + one);
      MatrixCursor cursor = new MatrixCursor(new String[] {"_id", "display_name"});
      cursor.addRow(new Object[] {1, "Grace"});
      call("ContentResolver.query", () -> resolver.query(uri, null, null, null, null));
    }
    Uri photo = Uri.parse("content://media/external/images/media/7");
    Shadows.shadowOf(resolver).registerInputStream(photo, new java.io.ByteArrayInputStream(new byte[] {1}));
    call("ContentResolver.openInputStream", () -> resolver.openInputStream(photo));
    call("ContentResolver.openFileDescriptor", () -> resolver.openFileDescriptor(photo, "r"));
    call("ContentResolver.openAssetFileDescriptor", () -> resolver.openAssetFileDescriptor(photo, "r"));
    call("ContentResolver.openTypedAssetFileDescriptor", () -> resolver.openTypedAssetFileDescriptor(photo, "image/*", null));
    call("ContentResolver.registerContentObserver", () -> { resolver.registerContentObserver(Uri.parse("content://call_log/calls"), true, new ContentObserver(handler) {}); return null; });
    call("ContentResolver.call", () -> resolver.call(Uri.parse("content://settings/secure"), "GET_secure", "android_id", null));
  }

  private static void packages(Application app) {
    PackageManager p = app.getPackageManager();
    call("PackageManager.getInstalledPackages", () -> p.getInstalledPackages(0));
    call("PackageManager.getInstalledApplications", () -> p.getInstalledApplications(0));
    call("PackageManager.queryIntentActivities", () -> p.queryIntentActivities(new Intent(Intent.ACTION_MAIN), 0));
    call("PackageManager.getPackageInfo", () -> p.getPackageInfo("org.example.bank", 0));
    call("PackageManager.getPackageInfo(self)", () -> p.getPackageInfo(app.getPackageName(), 0));
    call("PackageManager.getApplicationInfo", () -> p.getApplicationInfo("org.example.absent", 0));
    call("PackageManager.getPackagesHoldingPermissions", () -> p.getPackagesHoldingPermissions(new String[] {"android.permission.INTERNET"}, 0));
    ActivityManager a = app.getSystemService(ActivityManager.class);
    call("ActivityManager.getRunningAppProcesses", a::getRunningAppProcesses);
    call("ActivityManager.getRunningTasks", () -> a.getRunningTasks(5));
    call("ActivityManager.getRunningServices", () -> a.getRunningServices(5));
    call("ActivityManager.getRecentTasks", () -> a.getRecentTasks(5, 0));
    UsageStatsManager u = app.getSystemService(UsageStatsManager.class);
    call("UsageStatsManager.queryUsageStats", () -> u.queryUsageStats(0, 0, 1L << 40));
    call("UsageStatsManager.queryAndAggregateUsageStats", () -> u.queryAndAggregateUsageStats(0, 1L << 40));
    call("UsageStatsManager.queryEvents", () -> u.queryEvents(0, 1L << 40));
  }

  @SuppressWarnings("deprecation")
  private static void phone(Application app, Handler handler) {
    SensorManager s = app.getSystemService(SensorManager.class);
    call("SensorManager.getSensorList", () -> s.getSensorList(Sensor.TYPE_ALL));
    call("SensorManager.getDefaultSensor", () -> s.getDefaultSensor(Sensor.TYPE_ACCELEROMETER));
    call("SensorManager.registerListener", () -> s.registerListener(new SensorEventListener() {
      @Override public void onSensorChanged(SensorEvent e) {}
      @Override public void onAccuracyChanged(Sensor one, int accuracy) {}
    }, s.getDefaultSensor(Sensor.TYPE_ACCELEROMETER), SensorManager.SENSOR_DELAY_UI));
    BatteryManager b = app.getSystemService(BatteryManager.class);
    call("BatteryManager.getIntProperty", () -> b.getIntProperty(BatteryManager.BATTERY_PROPERTY_CAPACITY));
    call("BatteryManager.getLongProperty", () -> b.getLongProperty(BatteryManager.BATTERY_PROPERTY_ENERGY_COUNTER));
    Display d = app.getSystemService(WindowManager.class).getDefaultDisplay();
    call("Display.getRealMetrics", () -> { DisplayMetrics m = new DisplayMetrics(); d.getRealMetrics(m); return m; });
    call("Display.getMetrics", () -> { DisplayMetrics m = new DisplayMetrics(); d.getMetrics(m); return m; });
    call("Display.getRealSize", () -> { Point m = new Point(); d.getRealSize(m); return m; });
    StatFs f = new StatFs(Environment.getDataDirectory().getPath());
    call("StatFs.getTotalBytes", f::getTotalBytes);
    call("StatFs.getAvailableBytes", f::getAvailableBytes);
    call("StatFs.getBlockCountLong", f::getBlockCountLong);
    call("MediaDrm.getPropertyByteArray", () -> new MediaDrm(new java.util.UUID(-0x121074568629b532L, -0x5c37d8232ae2de13L)).getPropertyByteArray("deviceUniqueId"));
    call("WebSettings.getDefaultUserAgent", () -> WebSettings.getDefaultUserAgent(app));
    call("TimeZone.getDefault", () -> TimeZone.getDefault().getID());
    call("Locale.toLanguageTag", () -> Locale.KOREA.toLanguageTag());
    call("Locale.getISO3Language", () -> Locale.KOREA.getISO3Language());
    call("Locale.getISO3Country", () -> Locale.KOREA.getISO3Country());
    call("Locale.getDisplayLanguage", () -> Locale.KOREA.getDisplayLanguage());
    call("Locale.getDisplayCountry", () -> Locale.KOREA.getDisplayCountry());
    call("IoBridge.open", () -> hidden("libcore.io.IoBridge", "open", new Class<?>[] {String.class, int.class}, "/proc/cpuinfo", 0));
    call("LocaleList.getDefault", LocaleList::getDefault);
  }

  @SuppressWarnings("deprecation")
  private static void recordings(Application app, Handler handler) {
    call("CameraManager.openCamera", () -> { app.getSystemService(CameraManager.class).openCamera("0", new CameraDevice.StateCallback() {
      @Override public void onOpened(CameraDevice c) {}
      @Override public void onDisconnected(CameraDevice c) {}
      @Override public void onError(CameraDevice c, int e) {}
    }, handler); return null; });
    call("Camera.open", () -> android.hardware.Camera.open(0));
    call("AudioRecord.startRecording", () -> {
      AudioRecord r = new AudioRecord(MediaRecorder.AudioSource.MIC, 8000, AudioFormat.CHANNEL_IN_MONO, AudioFormat.ENCODING_PCM_16BIT, 1600);
      r.startRecording();
      for (int i = 0; i < 50; i++) r.read(new byte[160], 0, 160);
      return r.read(new short[16], 0, 16);
    });
    call("MediaRecorder", () -> {
      MediaRecorder r = new MediaRecorder();
      r.setAudioSource(MediaRecorder.AudioSource.MIC);
      r.setVideoSource(MediaRecorder.VideoSource.CAMERA);
      r.setOutputFormat(MediaRecorder.OutputFormat.MPEG_4);
      r.setAudioEncoder(MediaRecorder.AudioEncoder.AAC);
      r.setVideoEncoder(MediaRecorder.VideoEncoder.H264);
      r.setOutputFile("x");
      r.prepare();
      r.start();
      return null;
    });
    call("SpeechRecognizer.startListening", () -> { SpeechRecognizer.createSpeechRecognizer(app, new ComponentName(app, "S")).startListening(new Intent()); return null; });
    MediaProjectionManager m = app.getSystemService(MediaProjectionManager.class);
    call("MediaProjectionManager.createScreenCaptureIntent", m::createScreenCaptureIntent);
    call("MediaProjectionManager.getMediaProjection", () -> m.getMediaProjection(0, null));
  }

  @SuppressWarnings("deprecation")
  private static void bluetooth(Application app) {
    BluetoothAdapter a = app.getSystemService(BluetoothManager.class).getAdapter();
    Shadows.shadowOf(a).setEnabled(true);
    a.setName("Ada's phone");
    Shadows.shadowOf(a).setAddress("3C:5A:B4:01:9E:F4");
    BluetoothDevice headset = ShadowBluetoothDevice.newInstance("3C:5A:B4:01:9E:F5");
    Shadows.shadowOf(a).setBondedDevices(Collections.singleton(headset));
    call("BluetoothAdapter.getAddress", a::getAddress);
    call("BluetoothAdapter.getName", a::getName);
    call("BluetoothAdapter.getBondedDevices", a::getBondedDevices);
    call("BluetoothAdapter.startDiscovery", a::startDiscovery);
    call("BluetoothDevice.getAddress", headset::getAddress);
    call("BluetoothDevice.getName", headset::getName);
    call("BluetoothLeScanner.startScan", () -> { a.getBluetoothLeScanner().startScan(new android.bluetooth.le.ScanCallback() {}); return null; });
  }

  private static Object hidden(String cls, String name, Class<?>[] types, Object... args) throws Exception {
    Method method = Class.forName(cls).getMethod(name, types);
    return method.invoke(null, args);
  }

  private static ServiceConnection connection() {
    return new ServiceConnection() {
      @Override public void onServiceConnected(ComponentName name, IBinder binder) {}
      @Override public void onServiceDisconnected(ComponentName name) {}
    };
  }
}
