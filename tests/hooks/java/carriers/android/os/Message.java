package android.os;

public final class Message {
    Runnable callback;
}
