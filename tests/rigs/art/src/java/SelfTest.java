// Run by build.sh on the built runtime: fails the build if any line fails.
import java.util.*;
import java.util.concurrent.Callable;
public class SelfTest {
  static int bad;
  static void t(String n, String want, Callable<Object> c) {
    String s;
    try { s = String.valueOf(c.call()); } catch (Throwable e) { s = "THREW " + e; e.printStackTrace(); }
    boolean ok = want == null ? !s.startsWith("THREW") : s.equals(want);
    if (!ok) bad++;
    System.out.println((ok ? "ok   " : "BAD  ") + n + " = " + s + (ok ? "" : " (want " + want + ")"));
  }
  interface Tri { long f(int a, Integer b, long c); }
  static java.lang.ref.WeakReference<Object> weak() { return new java.lang.ref.WeakReference<>(new Object()); } // in a frame of its own: the interpreter keeps dead registers alive
  private int pv(int x) { return x * 3; }
  static byte[] aes(byte[] in, int mode) throws Exception { javax.crypto.Cipher c = javax.crypto.Cipher.getInstance("AES/CBC/PKCS5Padding"); c.init(mode, new javax.crypto.spec.SecretKeySpec(new byte[16], "AES"), new javax.crypto.spec.IvParameterSpec(new byte[16])); return c.doFinal(in); }
  public static void main(String[] a) throws Exception {
    t("vm", "Dalvik 2.1.0", () -> System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    t("lambda", "8", () -> { int k = 5; java.util.function.IntUnaryOperator f = x -> x + k; return f.applyAsInt(3); });
    t("method refs", "[b, a] 12 7 3", () -> { List<String> l = new ArrayList<>(Arrays.asList("b", "a")); l.sort(Comparator.comparing((String s) -> s).reversed()); SelfTest s = new SelfTest(); java.util.function.IntUnaryOperator f = s::pv; java.util.function.Supplier<List<String>> n = ArrayList::new; Tri tr = (x, y, z) -> x + y + z; return l + " " + f.applyAsInt(4) + " " + (tr.f(1, 2, 4L) + n.get().size()) + " " + Arrays.asList(3, 1, 2).stream().map(x -> x * 2).filter(x -> x > 2).mapToInt(x -> x / 2).boxed().max(Comparator.naturalOrder()).get(); });
    t("streams", "{1=[a, b], 2=[cc]}", () -> java.util.stream.Stream.of("a", "cc", "b").collect(java.util.stream.Collectors.groupingBy(String::length)));
    t("regex", "a#b#", () -> "a1b22".replaceAll("[0-9]+", "#"));
    t("format", "00042 x 1.50", () -> String.format(Locale.US, "%05d %s %.2f", 42, "x", 1.5));
    t("date", "2020-07-01 14:00:00 +0200", () -> { java.text.SimpleDateFormat f = new java.text.SimpleDateFormat("yyyy-MM-dd HH:mm:ss Z", Locale.US); f.setTimeZone(TimeZone.getTimeZone("Europe/Paris")); return f.format(new Date(1593604800000L)); });
    t("charset", "6 2", () -> "é€x".getBytes("UTF-8").length + " " + new String("é€".getBytes("UTF-16LE"), "UTF-16LE").length());
    t("bigint", "85", () -> java.math.BigInteger.TEN.pow(30).mod(java.math.BigInteger.valueOf(97)));
    t("gzip", null, () -> { java.io.ByteArrayOutputStream b = new java.io.ByteArrayOutputStream(); java.util.zip.GZIPOutputStream g = new java.util.zip.GZIPOutputStream(b); g.write(new byte[1000]); g.close(); return b.size(); });
    t("json", "{\"a\":[1,2]}", () -> new org.json.JSONObject("{\"a\":[1,2]}").toString());
    t("thread", "7", () -> { int[] r = new int[1]; Thread th = new Thread(() -> r[0] = 7); th.start(); th.join(); return r[0]; });
    t("socket", "2hi", () -> { java.net.ServerSocket ss = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1")); Thread th = new Thread(() -> { try { java.net.Socket s = ss.accept(); s.getOutputStream().write("hi".getBytes()); s.close(); } catch (Exception e) { e.printStackTrace(); } }); th.start(); java.net.Socket c = new java.net.Socket("127.0.0.1", ss.getLocalPort()); byte[] b = new byte[2]; int n = c.getInputStream().read(b); return n + new String(b); });
    t("gc", "true", () -> { java.lang.ref.WeakReference<Object> w = weak(); Runtime.getRuntime().gc(); return w.get() == null; });
    t("providers", null, () -> Arrays.toString(java.security.Security.getProviders()));
    t("sha256", "32", () -> java.security.MessageDigest.getInstance("SHA-256").digest("a".getBytes()).length);
    t("aes", "hello", () -> new String(aes(aes("hello".getBytes(), 1), 2)));
    t("keystore", null, () -> { java.security.KeyStore k = java.security.KeyStore.getInstance(java.security.KeyStore.getDefaultType()); k.load(null, null); return k.getType() + " " + k.getProvider(); });
    t("tls engine", null, () -> { javax.net.ssl.SSLContext c = javax.net.ssl.SSLContext.getInstance("TLS"); c.init(null, new javax.net.ssl.TrustManager[0], null); javax.net.ssl.SSLEngine e = c.createSSLEngine("h", 443); e.setUseClientMode(true); e.beginHandshake(); java.nio.ByteBuffer o = java.nio.ByteBuffer.allocate(20000); e.wrap(java.nio.ByteBuffer.allocate(0), o); return c.getProvider() + " " + e.getClass().getName() + " hello bytes>0:" + (o.position() > 0); });
    t("decimalformat", "1,234.5", () -> new java.text.DecimalFormat("#,##0.0", new java.text.DecimalFormatSymbols(Locale.US)).format(1234.5));
    t("android.util.Base64", "YWJj", () -> android.util.Base64.encodeToString("abc".getBytes(), 2));
    t("android.net.Uri", "1", () -> android.net.Uri.parse("https://x.y/z?q=1").getQueryParameter("q"));
    t("android.text.TextUtils", "a,b", () -> android.text.TextUtils.join(",", new String[]{"a", "b"}));
    t("android.os.Build", "29", () -> android.os.Build.VERSION.SDK_INT);
    t("android.os.Bundle", "2", () -> { android.os.Bundle b = new android.os.Bundle(); b.putInt("a", 2); return b.getInt("a"); });
    t("android.util.Log", null, () -> android.util.Log.i("TAG", "msg"));
    t("HttpURLConnection", "com.android.okhttp.internal.huc.HttpURLConnectionImpl", () -> new java.net.URL("http://127.0.0.1:1/").openConnection().getClass().getName());
    System.out.println(bad + " bad");
    System.exit(bad == 0 ? 0 : 1);
  }
}
