import java.io.*;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.cert.X509Certificate;
import javax.net.ssl.*;

/** Talks through an app's own Conscrypt, which no one needs to have at compile time: "port text" a line. */
public class Conscrypted {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        SSLSocketFactory factory = factory();
        System.out.println("UP");
        for (String line; (line = in.readLine()) != null; ) {
            String[] w = line.split(" ");
            byte[] out = w[1].getBytes(StandardCharsets.UTF_8), back = new byte[out.length];
            try (Socket s = factory.createSocket("127.0.0.1", Integer.parseInt(w[0]))) {
                s.getOutputStream().write(out[0]);
                s.getOutputStream().write(out, 1, out.length - 1);
                // Byte by byte at first: one record's rest comes out of the engine's own memory.
                for (int i = 0; i < 3; i++) back[i] = (byte) s.getInputStream().read();
                new DataInputStream(s.getInputStream()).readFully(back, 3, back.length - 3);
            }
            System.out.println("OK " + new String(back, StandardCharsets.UTF_8));
        }
    }

    static SSLSocketFactory factory() throws Exception {
        Provider conscrypt = (Provider) Class.forName("org.conscrypt.Conscrypt").getMethod("newProvider").invoke(null);
        SSLContext context = SSLContext.getInstance("TLS", conscrypt);
        context.init(null, new TrustManager[] {new X509TrustManager() {
            public void checkClientTrusted(X509Certificate[] chain, String type) {}
            public void checkServerTrusted(X509Certificate[] chain, String type) {}
            public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
        }}, null);
        return context.getSocketFactory();
    }
}
