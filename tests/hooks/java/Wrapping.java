import javax.net.ssl.SSLSocket;

/** A TLS socket that hands everything on to another it keeps. */
public class Wrapping extends Odd {
    final SSLSocket kept;

    Wrapping(SSLSocket kept) {
        super(kept);
        this.kept = kept;
    }
}
