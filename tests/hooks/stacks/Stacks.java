import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.ktor.client.HttpClientKt;
import io.ktor.client.engine.cio.CIO;
import io.ktor.client.request.HttpRequestBuilder;
import io.ktor.client.request.HttpRequestKt;
import io.ktor.client.statement.HttpResponse;
import io.ktor.client.statement.HttpResponseKt;
import io.ktor.client.statement.HttpStatement;
import io.ktor.http.HttpMethod;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.*;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.*;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.*;
import java.util.concurrent.*;
import javax.net.ssl.*;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import okhttp3.*;
import org.conscrypt.Conscrypt;

/** A program that speaks through many TLS stacks when told to on standard input, and says what it got. */
public class Stacks {
    static final X509ExtendedTrustManager TRUSTING = new X509ExtendedTrustManager() {
        public void checkClientTrusted(X509Certificate[] a, String b) {}
        public void checkServerTrusted(X509Certificate[] a, String b) {}
        public void checkClientTrusted(X509Certificate[] a, String b, Socket s) {}
        public void checkServerTrusted(X509Certificate[] a, String b, Socket s) {}
        public void checkClientTrusted(X509Certificate[] a, String b, SSLEngine s) {}
        public void checkServerTrusted(X509Certificate[] a, String b, SSLEngine s) {}
        public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    };

    public static void main(String[] args) throws Exception {
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
        PrintStream out = System.out;
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("UP");
        for (String line; (line = in.readLine()) != null; ) {
            String[] w = line.split(" ", -1);
            try {
                out.println("OK " + run(w[0], Integer.parseInt(w[1]), w.length > 2 ? w[2] : ""));
            } catch (Throwable t) {
                t.printStackTrace();
                out.println("FAIL " + t);
            }
        }
        System.exit(0);
    }

    static String run(String what, int port, String text) throws Exception {
        switch (what) {
            case "okhttp": return okhttp(port, text);
            case "websocket": return websocket(port, text);
            case "grpc_okhttp": return grpc(io.grpc.okhttp.OkHttpChannelBuilder.forAddress("localhost", port).sslSocketFactory(context(null).getSocketFactory()).hostnameVerifier((h, s) -> true).build(), text);
            case "grpc_netty": return grpc(io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.forAddress("localhost", port).sslContext(io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts.forClient().trustManager(io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory.INSTANCE).build()).channelType(io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel.class).eventLoopGroup(new io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup(1)).build(), text);
            case "jdk": return jdk("https", port, text);
            case "jdk_clear": return jdk("http", port, text);
            case "netty": return netty(port, text, SslProvider.JDK);
            case "netty_clear": return netty(port, text, null);
            case "ktor": return ktor(port, text);
            case "apache4": return apache4(port, text);
            case "apache5": return apache5(port, text);
            case "conscrypt_fd": return conscrypt(port, text, false);
            case "conscrypt_engine": return conscrypt(port, text, true);
            case "engine_jdk": return engine(context(null).createSSLEngine("engine.example.test", port), port, text);
            case "engine_conscrypt": return engine(context(Conscrypt.newProvider()).createSSLEngine("engine.example.test", port), port, text);
            default: throw new IllegalArgumentException(what);
        }
    }

    static SSLContext context(java.security.Provider provider) throws Exception {
        SSLContext c = provider == null ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", provider);
        c.init(null, new TrustManager[] {TRUSTING}, null);
        return c;
    }

    static OkHttpClient client() throws Exception {
        return new OkHttpClient.Builder().sslSocketFactory(context(null).getSocketFactory(), TRUSTING).hostnameVerifier((h, s) -> true).build();
    }

    /** A first request, then three at once on the same connection. */
    static String okhttp(int port, String text) throws Exception {
        OkHttpClient c = client();
        StringBuilder said = new StringBuilder();
        try (Response r = c.newCall(new Request.Builder().url("https://localhost:" + port + "/okhttp/first?q=" + text).build()).execute()) {
            said.append(r.protocol()).append(' ').append(r.body().string());
        }
        CountDownLatch all = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            byte[] body = (text + i).repeat(9000 * i + 1).getBytes(StandardCharsets.UTF_8);
            c.newCall(new Request.Builder().url("https://localhost:" + port + "/okhttp/many/" + i).post(RequestBody.create(body, MediaType.get("text/plain"))).build()).enqueue(new Callback() {
                public void onFailure(Call call, IOException e) { e.printStackTrace(); }
                public void onResponse(Call call, Response r) throws IOException {
                    try (r) {
                        if (r.body().bytes().length == body.length) all.countDown();
                    }
                }
            });
        }
        if (!all.await(20, TimeUnit.SECONDS)) throw new IllegalStateException("no answer");
        c.dispatcher().executorService().shutdown();
        return said.toString();
    }

    /** Messages of every kind; the long ones are deflated, with the window carried from one to the next. */
    static String websocket(int port, String text) throws Exception {
        OkHttpClient c = client();
        BlockingQueue<String> got = new LinkedBlockingQueue<>();
        WebSocket socket = c.newWebSocket(new Request.Builder().url("https://localhost:" + port + "/ws/" + text).build(), new WebSocketListener() {
            public void onMessage(WebSocket s, String m) { got.add("text " + m.length()); }
            public void onMessage(WebSocket s, okio.ByteString m) { got.add("bytes " + m.size()); }
            public void onClosed(WebSocket s, int code, String reason) { got.add("closed " + code + " " + reason); }
            public void onFailure(WebSocket s, Throwable t, Response r) { t.printStackTrace(); got.add("failed " + t); }
        });
        StringBuilder said = new StringBuilder();
        socket.send(text);
        said.append(got.poll(20, TimeUnit.SECONDS));
        for (int i = 0; i < 2; i++) {
            socket.send((text + i + " 안녕 ").repeat(400));
            said.append(", ").append(got.poll(20, TimeUnit.SECONDS));
        }
        socket.send(okio.ByteString.of(new byte[5000]));
        said.append(", ").append(got.poll(20, TimeUnit.SECONDS));
        socket.close(4001, "bye");
        said.append(", ").append(got.poll(20, TimeUnit.SECONDS));
        c.dispatcher().executorService().shutdown();
        return said.toString();
    }

    static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        public InputStream stream(byte[] value) { return new ByteArrayInputStream(value); }
        public byte[] parse(InputStream in) {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    static MethodDescriptor<byte[], byte[]> method(MethodDescriptor.MethodType type, String name) {
        return MethodDescriptor.newBuilder(BYTES, BYTES).setType(type).setFullMethodName(MethodDescriptor.generateFullMethodName("chat.Chat", name)).build();
    }

    /** One call with one message, and one with messages both ways, packed. */
    static String grpc(ManagedChannel channel, String text) throws Exception {
        byte[] one = ClientCalls.blockingUnaryCall(channel, method(MethodDescriptor.MethodType.UNARY, "Once"), CallOptions.DEFAULT, text.getBytes(StandardCharsets.UTF_8));
        BlockingQueue<String> got = new LinkedBlockingQueue<>();
        StreamObserver<byte[]> up = ClientCalls.asyncBidiStreamingCall(channel.newCall(method(MethodDescriptor.MethodType.BIDI_STREAMING, "Both"), CallOptions.DEFAULT.withCompression("gzip")), new StreamObserver<byte[]>() {
            public void onNext(byte[] m) { got.add(String.valueOf(m.length)); }
            public void onError(Throwable t) { t.printStackTrace(); got.add("failed " + t); }
            public void onCompleted() { got.add("done"); }
        });
        StringBuilder said = new StringBuilder(new String(one, StandardCharsets.UTF_8));
        for (int i = 1; i < 4; i++) {
            up.onNext((text + i).repeat(1000 * i).getBytes(StandardCharsets.UTF_8));
            said.append(' ').append(got.poll(20, TimeUnit.SECONDS));
        }
        up.onCompleted();
        said.append(' ').append(got.poll(20, TimeUnit.SECONDS));
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        return said.toString();
    }

    static String jdk(String scheme, int port, String text) throws Exception {
        java.net.http.HttpClient c = java.net.http.HttpClient.newBuilder().sslContext(context(null)).build();
        java.net.http.HttpRequest first = java.net.http.HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + port + "/jdk/first?q=" + text)).build();
        java.net.http.HttpRequest second = java.net.http.HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + port + "/jdk/second")).POST(java.net.http.HttpRequest.BodyPublishers.ofString(text.repeat(20000))).build();
        java.net.http.HttpResponse<String> a = c.send(first, java.net.http.HttpResponse.BodyHandlers.ofString());
        java.net.http.HttpResponse<String> b = c.sendAsync(second, java.net.http.HttpResponse.BodyHandlers.ofString()).get(20, TimeUnit.SECONDS);
        return a.version() + " " + a.body() + " " + b.body().length();
    }

    static String netty(int port, String text, SslProvider provider) throws Exception {
        EventLoopGroup loop = new NioEventLoopGroup(1);
        BlockingQueue<String> got = new LinkedBlockingQueue<>();
        try {
            io.netty.handler.ssl.SslContext tls = provider == null ? null : SslContextBuilder.forClient().sslProvider(provider).trustManager(InsecureTrustManagerFactory.INSTANCE).build();
            Channel channel = new Bootstrap().group(loop).channel(NioSocketChannel.class).handler(new ChannelInitializer<Channel>() {
                protected void initChannel(Channel ch) {
                    if (tls != null) ch.pipeline().addLast(tls.newHandler(ch.alloc()));
                    ch.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(1 << 22), new SimpleChannelInboundHandler<FullHttpResponse>() {
                        protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse r) { got.add(r.status().code() + " " + r.content().readableBytes()); }
                    });
                }
            }).connect("localhost", port).sync().channel();
            byte[] body = text.repeat(30000).getBytes(StandardCharsets.UTF_8);
            FullHttpRequest post = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, io.netty.handler.codec.http.HttpMethod.POST, "/netty/" + text, Unpooled.wrappedBuffer(body));
            post.headers().set("Host", "localhost:" + port).set("Content-Length", body.length);
            channel.writeAndFlush(post).sync();
            String said = got.poll(20, TimeUnit.SECONDS);
            channel.close().sync();
            return said;
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static String ktor(int port, String text) throws Exception {
        io.ktor.client.HttpClient c = HttpClientKt.HttpClient(CIO.INSTANCE, config -> {
            ((io.ktor.client.HttpClientConfig<io.ktor.client.engine.cio.CIOEngineConfig>) (Object) config).engine(engine -> {
                engine.getHttps().setTrustManager(TRUSTING);
                return Unit.INSTANCE;
            });
            return Unit.INSTANCE;
        });
        HttpRequestBuilder builder = new HttpRequestBuilder();
        HttpRequestKt.url(builder, "https://localhost:" + port + "/ktor/" + text);
        builder.setMethod(HttpMethod.Companion.getPost());
        builder.setBody(new io.ktor.http.content.TextContent(text.repeat(5000), io.ktor.http.ContentType.Text.INSTANCE.getPlain(), null));
        Object response = kotlinx.coroutines.BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, then) -> new HttpStatement(builder, c).execute((kotlin.coroutines.Continuation) then));
        Object body = kotlinx.coroutines.BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, then) -> HttpResponseKt.bodyAsText((HttpResponse) response, StandardCharsets.UTF_8, (kotlin.coroutines.Continuation) then));
        c.close();
        return String.valueOf(body.toString().length());
    }

    static String apache4(int port, String text) throws Exception {
        try (org.apache.http.impl.client.CloseableHttpClient c = org.apache.http.impl.client.HttpClients.custom().setSSLContext(context(null)).setSSLHostnameVerifier((h, s) -> true).build()) {
            org.apache.http.client.methods.HttpPost post = new org.apache.http.client.methods.HttpPost("https://localhost:" + port + "/apache4/" + text);
            post.setEntity(new org.apache.http.entity.StringEntity(text.repeat(3000)));
            return String.valueOf(c.execute(post, r -> org.apache.http.util.EntityUtils.toString(r.getEntity())).length());
        }
    }

    static String apache5(int port, String text) throws Exception {
        org.apache.hc.client5.http.io.HttpClientConnectionManager connections = org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder.create().setSSLSocketFactory(new org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory(context(null), (h, s) -> true)).build();
        try (org.apache.hc.client5.http.impl.classic.CloseableHttpClient c = org.apache.hc.client5.http.impl.classic.HttpClients.custom().setConnectionManager(connections).build()) {
            org.apache.hc.client5.http.classic.methods.HttpPost post = new org.apache.hc.client5.http.classic.methods.HttpPost("https://localhost:" + port + "/apache5/" + text);
            post.setEntity(new org.apache.hc.core5.http.io.entity.StringEntity(text.repeat(3000)));
            return String.valueOf(c.execute(post, r -> org.apache.hc.core5.http.io.entity.EntityUtils.toString(r.getEntity())).length());
        }
    }

    static String conscrypt(int port, String text, boolean engine) throws Exception {
        SSLSocketFactory factory = context(Conscrypt.newProvider()).getSocketFactory();
        Conscrypt.setUseEngineSocket(factory, engine);
        // The path by file descriptor finds it in a channel only: since JDK 13 a plain socket has none of its own.
        Socket below = SocketChannel.open(new InetSocketAddress("localhost", port)).socket();
        try (Socket s = engine ? factory.createSocket("localhost", port) : factory.createSocket(below, "localhost", port, true)) {
            byte[] body = text.repeat(20000).getBytes(StandardCharsets.UTF_8);
            OutputStream o = s.getOutputStream();
            o.write(("POST /conscrypt/" + text + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            o.write(body[0]);
            o.write(body, 1, body.length - 1);
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            byte[] room = new byte[9000];
            // To the body's last byte, not to the stream's end: an engine socket of Conscrypt spins where a peer just closes.
            while (bodyOf(got) < body.length) got.write(room, 0, s.getInputStream().read(room));
            return s.getClass().getSimpleName() + " " + bodyOf(got);
        }
    }

    static int bodyOf(ByteArrayOutputStream got) {
        String[] parts = got.toString(StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2);
        return parts.length < 2 ? 0 : parts[1].length();
    }

    /** An engine by hand: clear bytes in a direct buffer, a part of an array, and one that is read-only, all in one wrap. */
    static String engine(SSLEngine e, int port, String text) throws Exception {
        e.setUseClientMode(true);
        ByteBuffer netOut = ByteBuffer.allocateDirect(40000), netIn = ByteBuffer.allocate(40000).limit(0), clear = ByteBuffer.allocateDirect(40000);
        byte[] body = text.repeat(1000).getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST /engine/" + text + " HTTP/1.1\r\nHost: engine.example.test\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer direct = ByteBuffer.allocateDirect(head.length + 9).position(9);
        direct.put(head).position(9);
        ByteBuffer middle = ByteBuffer.wrap(body, 0, 100).slice(), last = ByteBuffer.wrap(body, 100, body.length - 100).asReadOnlyBuffer();
        ByteBuffer[] all = {ByteBuffer.allocate(3), direct.slice(), middle, last, ByteBuffer.allocate(3)};
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        try (SocketChannel ch = SocketChannel.open(new InetSocketAddress("localhost", port))) {
            e.beginHandshake();
            while (true) {
                switch (e.getHandshakeStatus()) {
                    case NEED_TASK:
                        for (Runnable task; (task = e.getDelegatedTask()) != null; ) task.run();
                        continue;
                    case NEED_UNWRAP:
                        if (!read(e, ch, netIn, clear, got)) throw new EOFException();
                        continue;
                    default:
                }
                boolean wants = e.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP;
                if (!wants && !last.hasRemaining()) break;
                e.wrap(all, 1, 3, netOut);
                netOut.flip();
                while (netOut.hasRemaining()) ch.write(netOut);
                netOut.clear();
            }
            while (bodyOf(got) < body.length) read(e, ch, netIn, clear, got);
            e.closeOutbound();
        }
        return e.getClass().getSimpleName() + " " + bodyOf(got);
    }

    static boolean read(SSLEngine e, SocketChannel ch, ByteBuffer netIn, ByteBuffer clear, ByteArrayOutputStream got) throws Exception {
        SSLEngineResult r = e.unwrap(netIn, clear);
        clear.flip();
        while (clear.hasRemaining()) got.write(clear.get());
        clear.clear();
        if (r.getStatus() == SSLEngineResult.Status.CLOSED) return false;
        if (r.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) return true;
        netIn.compact();
        int n = ch.read(netIn);
        netIn.flip();
        return n >= 0;
    }
}
