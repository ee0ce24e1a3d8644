import android.net.http.HttpEngine;
import android.webkit.WebResourceRequest;
import android.webkit.WebView;
import android.webkit.WebViewClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HexFormat;
import org.chromium.net.CronetEngine;

/** A program that asks what cannot be read, and sends on channels in odd ways. */
public class Asked {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("UP");
        for (String line; (line = in.readLine()) != null; ) {
            String[] w = line.split(" ", -1);
            try {
                System.out.println("OK " + run(w));
            } catch (Throwable t) {
                System.out.println("FAIL " + t);
            }
        }
    }

    static String run(String[] w) throws Exception {
        switch (w[0]) {
            case "cronet": return cronet();
            case "webview": return webview();
            case "slow": return slow(Integer.parseInt(w[1]), Integer.parseInt(w[2]));
            case "records": return records(Integer.parseInt(w[1]), w[2].split(","));
            default: throw new IllegalArgumentException(w[0]);
        }
    }

    static String cronet() {
        CronetEngine engine = new CronetEngine.Builder().build();
        engine.newUrlRequestBuilder("https://one.example.test/get", null, null).build();
        engine.newUrlRequestBuilder("https://one.example.test/put", null, null).setHttpMethod("PUT").build();
        engine.newUrlRequestBuilder("https://one.example.test/up", null, null).setUploadDataProvider(new Object(), null).build();
        new HttpEngine.Builder().build().newUrlRequestBuilder("https://two.example.test/", null, null).build();
        return "asked";
    }

    static String webview() {
        WebView view = new WebView();
        view.setWebViewClient(new WebViewClient() {
            @Override
            public Object shouldInterceptRequest(WebView v, WebResourceRequest request) {
                return super.shouldInterceptRequest(v, request);
            }
        });
        view.loadUrl("https://page.example.test/start?q=1");
        view.fetch("https://cdn.example.test/part.js", "GET");
        view.evaluateJavascript("hello('도움')", null);
        view.loadUrl("javascript:again()");
        view.postUrl("https://page.example.test/form", "name=mina".getBytes());
        view.addJavascriptInterface(new Object(), "App");
        return "asked";
    }

    /** More than a channel takes at once, without blocking: what was not taken is offered again. */
    static String slow(int port, int size) throws Exception {
        byte[] all = new byte[size];
        for (int i = 0; i < size; i++) all[i] = (byte) (i * 31 + i / 251);
        ByteBuffer left = ByteBuffer.wrap(all), room = ByteBuffer.allocateDirect(65536);
        int offers = 0;
        long got = 0;
        try (SocketChannel ch = SocketChannel.open(new InetSocketAddress("localhost", port))) {
            ch.configureBlocking(false);
            while (got < size) {
                if (left.hasRemaining()) {
                    ch.write(new ByteBuffer[] {ByteBuffer.allocate(0), left, ByteBuffer.allocate(0)});
                    offers++;
                }
                room.clear();
                if (offers > 3 || !left.hasRemaining()) got += Math.max(0, ch.read(room));
            }
        }
        return offers > 2 ? "again" : "at once";
    }

    /** Bytes as they are, each piece written by itself and answered. */
    static String records(int port, String[] pieces) throws Exception {
        try (SocketChannel ch = SocketChannel.open(new InetSocketAddress("localhost", port))) {
            for (String piece : pieces) {
                byte[] bytes = HexFormat.of().parseHex(piece);
                ch.write(ByteBuffer.wrap(bytes));
                for (ByteBuffer back = ByteBuffer.allocate(bytes.length); back.hasRemaining(); ) ch.read(back);
            }
        }
        return "sent";
    }
}
