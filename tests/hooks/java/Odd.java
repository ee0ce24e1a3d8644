import java.io.*;
import java.net.*;
import javax.net.ssl.*;

/** A TLS socket of a class, and with streams of classes, that no agent knows by name. */
public class Odd extends SSLSocket {
    // Held so that no field of it is a socket.
    private final Object[] inside;

    Odd(SSLSocket inner) { inside = new Object[] {inner}; }

    private SSLSocket inner() { return (SSLSocket) inside[0]; }

    static class Out extends OutputStream {
        private final OutputStream out;

        Out(OutputStream out) { this.out = out; }
        @Override public void write(int b) throws IOException { out.write(b); }
        @Override public void write(byte[] b, int off, int len) throws IOException { out.write(b, off, len); }
        @Override public void flush() throws IOException { out.flush(); }
    }

    static class In extends InputStream {
        private final InputStream in;

        In(InputStream in) { this.in = in; }
        @Override public int read() throws IOException { return in.read(); }
        @Override public int read(byte[] b, int off, int len) throws IOException { return in.read(b, off, len); }
    }

    @Override public OutputStream getOutputStream() throws IOException { return new Out(inner().getOutputStream()); }
    @Override public InputStream getInputStream() throws IOException { return new In(inner().getInputStream()); }
    @Override public void close() throws IOException { inner().close(); }
    @Override public int getPort() { return inner().getPort(); }
    @Override public void startHandshake() throws IOException { inner().startHandshake(); }
    @Override public SSLSession getSession() { return inner().getSession(); }
    @Override public String[] getSupportedCipherSuites() { return inner().getSupportedCipherSuites(); }
    @Override public String[] getEnabledCipherSuites() { return inner().getEnabledCipherSuites(); }
    @Override public void setEnabledCipherSuites(String[] s) { inner().setEnabledCipherSuites(s); }
    @Override public String[] getSupportedProtocols() { return inner().getSupportedProtocols(); }
    @Override public String[] getEnabledProtocols() { return inner().getEnabledProtocols(); }
    @Override public void setEnabledProtocols(String[] s) { inner().setEnabledProtocols(s); }
    @Override public void addHandshakeCompletedListener(HandshakeCompletedListener l) { inner().addHandshakeCompletedListener(l); }
    @Override public void removeHandshakeCompletedListener(HandshakeCompletedListener l) { inner().removeHandshakeCompletedListener(l); }
    @Override public void setUseClientMode(boolean b) { inner().setUseClientMode(b); }
    @Override public boolean getUseClientMode() { return inner().getUseClientMode(); }
    @Override public void setNeedClientAuth(boolean b) { inner().setNeedClientAuth(b); }
    @Override public boolean getNeedClientAuth() { return inner().getNeedClientAuth(); }
    @Override public void setWantClientAuth(boolean b) { inner().setWantClientAuth(b); }
    @Override public boolean getWantClientAuth() { return inner().getWantClientAuth(); }
    @Override public void setEnableSessionCreation(boolean b) { inner().setEnableSessionCreation(b); }
    @Override public boolean getEnableSessionCreation() { return inner().getEnableSessionCreation(); }
}
