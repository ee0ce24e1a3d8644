import android.view.inputmethod.BaseInputConnection;
import android.webkit.WebView;
import com.bytedance.applog.encryptor.EncryptorUtil;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.DefaultHttpClient;
import org.chromium.net.ExperimentalCronetEngine;

/** Calls what no other program here does: "port" a line. What comes back is not looked at. */
public class Others {
    interface Work { void run() throws Exception; }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("UP");
        for (String line; (line = in.readLine()) != null; ) {
            String url = "http://localhost:" + line + "/";
            System.out.println("OK " + run(
                () -> new OkHttpClient().newCall(request(url)).execute().close(),
                () -> enqueue(url),
                () -> new DefaultHttpClient().execute(new HttpGet(url)),
                () -> ((HttpURLConnection) new URL(url).openConnection()).connect(),
                () -> ((HttpURLConnection) new URL(url).openConnection()).getErrorStream(),
                () -> engine(),
                () -> new ExperimentalCronetEngine.Builder().build(),
                () -> new WebView().loadDataWithBaseURL(url, "<p>", "text/html", "utf-8", null),
                () -> EncryptorUtil.ttEncrypt(new byte[] {1, 2, 3}, 3),
                () -> new BaseInputConnection().setComposingText("h", 1),
                () -> new BaseInputConnection().finishComposingText(),
                () -> new BaseInputConnection().deleteSurroundingText(1, 0)));
        }
    }

    static Request request(String url) {
        return new Request.Builder().url(url).build();
    }

    static void enqueue(String url) throws Exception {
        Object done = new Object();
        boolean[] over = {false};
        Callback told = new Callback() {
            @Override public void onFailure(Call call, java.io.IOException e) { end(); }
            @Override public void onResponse(Call call, Response response) { end(); }
            void end() { synchronized (done) { over[0] = true; done.notifyAll(); } }
        };
        OkHttpClient client = new OkHttpClient();
        client.newCall(request(url)).enqueue(told);
        synchronized (done) { while (!over[0]) done.wait(); }
        client.dispatcher().executorService().shutdown();
    }

    static void engine() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        engine.closeInbound();
    }

    static int run(Work... all) {
        int done = 0;
        for (Work each : all) {
            try {
                each.run();
                done++;
            } catch (Exception e) {
                // The call was made.
            }
        }
        return done;
    }
}
