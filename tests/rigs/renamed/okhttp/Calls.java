import java.io.IOException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** One synchronous call, one asynchronous one, one web socket: compiles against OkHttp 3.12 to 5. */
public final class Calls {
    public static void main(String[] urls) throws Exception {
        OkHttpClient client = new OkHttpClient();
        try (Response response = client.newCall(request(urls[0])).execute()) {
            System.out.println("sync " + response.code());
        }
        client.newCall(request(urls[1])).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException problem) {
                System.out.println("async " + problem);
            }

            @Override
            public void onResponse(Call call, Response response) throws IOException {
                System.out.println("async " + response.body().string().length());
            }
        });
        WebSocket socket = client.newWebSocket(request(urls[2]), new WebSocketListener() {
            @Override
            public void onMessage(WebSocket from, String text) {
                System.out.println("message " + text);
                from.close(1000, null);
            }
        });
        socket.send("hello");
        System.in.read();
    }

    private static Request request(String url) {
        return new Request.Builder().url(url).build();
    }
}
