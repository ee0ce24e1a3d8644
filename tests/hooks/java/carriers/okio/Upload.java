package okio;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** A request by code of a transport library's package: its own frames name nobody. */
public final class Upload implements Runnable, Callable<String> {
    private final int port;
    private final String tag;

    public Upload(int port, String tag) { this.port = port; this.tag = tag; }

    @Override public void run() {
        try (Socket s = new Socket("localhost", port)) {
            s.getOutputStream().write(("POST /" + tag + " HTTP/1.1\r\nHost: api.example.com\r\nContent-Length: 2\r\n\r\nhi").getBytes(StandardCharsets.UTF_8));
            s.getInputStream().read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override public String call() { run(); return tag; }
}
