package bench;

import com.bytedance.applog.AppLog;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An app that does what the bench tells it to, by named pipes: they are nothing the agent looks at. */
public final class Main {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.UTF_8);
    private static int serverPort;

    private Main() {}

    public static void main(String[] args) throws Exception {
        String folder;
        try (BufferedReader control = reader(Main.class.getResourceAsStream("/control"))) {
            folder = control.readLine();
            serverPort = Integer.parseInt(control.readLine());
        }
        long pid = ProcessHandle.current().pid();
        try (OutputStream hello = new FileOutputStream(folder + "/hello")) {
            say(hello, String.valueOf(pid));
        }
        File told = new File(folder, pid + ".told");
        while (!told.exists()) Thread.sleep(5);
        try (OutputStream out = new FileOutputStream(folder + "/" + pid + ".answered"); BufferedReader in = reader(new FileInputStream(told))) {
            for (String line; (line = in.readLine()) != null; ) {
                String answer;
                try {
                    answer = "OK " + run(line.split(" "));
                } catch (Throwable t) {
                    answer = "FAIL " + t;
                }
                say(out, answer);
            }
        }
        System.exit(0);
    }

    private static String run(String[] w) throws Exception {
        switch (w[0]) {
            case "writes": return writes(Integer.parseInt(w[1]), Integer.parseInt(w[2]));
            case "requests": return requests(Double.parseDouble(w[1]), Double.parseDouble(w[2]), Integer.parseInt(w[3]));
            case "sdk": return sdk(Double.parseDouble(w[1]), Double.parseDouble(w[2]));
            case "get": return get(w[1], Integer.parseInt(w[2]));
            case "loop": return loop(w[1], Integer.parseInt(w[2]));
            default: throw new IllegalArgumentException(w[0]);
        }
    }

    /** Writes on one clear socket, each of them one row of the agent's; nanoseconds it took. */
    private static String writes(int count, int size) throws IOException {
        byte[] data = new byte[size];
        data[0] = 'x';
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            long from = System.nanoTime();
            for (int i = 0; i < count; i++) out.write(data);
            return String.valueOf(System.nanoTime() - from);
        }
    }

    /** Requests of 1.5 kB at a rate, on several kept-alive connections in turn, each answered; how many were sent. */
    private static String requests(double rate, double seconds, int connections) throws IOException {
        Socket[] sockets = new Socket[connections];
        for (int i = 0; i < connections; i++) sockets[i] = connect();
        byte[] answer = new byte[ANSWER.length];
        int sent = 0;
        long from = System.nanoTime();
        for (; sent < rate * seconds; sent++) {
            pace(from, sent, rate);
            Socket socket = sockets[sent % connections];
            socket.getOutputStream().write(request(sent));
            int got = 0;
            while (got < answer.length) got += socket.getInputStream().read(answer, got, answer.length - got);
        }
        double took = (System.nanoTime() - from) / 1e9;
        for (Socket socket : sockets) socket.close();
        return sent + " " + took;
    }

    private static byte[] request(int number) {
        StringBuilder body = new StringBuilder("{\"header\":{\"udid\":\"9f3c2a71d05be846\",\"device_model\":\"Practice Phone\"},\"n\":" + number);
        for (int i = 0; body.length() < 1300; i++) body.append(",\"field").append(i).append("\":\"value ").append(number * 31 + i).append('"');
        body.append('}');
        String head = "POST /v2/event/list?n=" + number + " HTTP/1.1\r\nHost: gator.volces.com\r\nUser-Agent: okhttp/4.12.0\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    private static String sdk(double rate, double seconds) {
        int sent = 0;
        long from = System.nanoTime();
        for (; sent < rate * seconds; sent++) {
            pace(from, sent, rate);
            Map<String, Object> params = new HashMap<>();
            params.put("n", sent);
            params.put("text", "a short text");
            AppLog.onEventV3("bench", params);
        }
        return sent + " " + (System.nanoTime() - from) / 1e9;
    }

    private static void pace(long from, int number, double rate) {
        long due = from + (long) (number / rate * 1e9);
        for (long left; (left = due - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
    }

    /** Requests one after another; what each took, in microseconds. */
    private static String get(String url, int count) throws IOException {
        StringBuilder took = new StringBuilder();
        byte[] buffer = new byte[4096];
        for (int i = 0; i < count; i++) {
            long from = System.nanoTime();
            HttpURLConnection connection = (HttpURLConnection) new URL(url + "?n=" + i).openConnection();
            try (InputStream in = connection.getInputStream()) {
                while (in.read(buffer) >= 0) continue;
            }
            took.append(i == 0 ? "" : ",").append((System.nanoTime() - from) / 1000);
        }
        return took.toString();
    }

    /** Calls of one kind one after another; microseconds a call. */
    private static String loop(String kind, int count) throws Exception {
        Step step = Step.of(kind);
        for (int i = 0; i < count / 10; i++) step.run(i);
        long from = System.nanoTime();
        for (int i = 0; i < count; i++) step.run(i);
        return String.valueOf((System.nanoTime() - from) / 1e3 / count);
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        socket.connect(new InetSocketAddress("127.0.0.1", serverPort), 5000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private static void say(OutputStream to, String line) throws IOException {
        to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
