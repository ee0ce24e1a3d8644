package com.adjust.sdk;

/** Stands for an SDK that sends. */
public class Tracker {
    public static void send(String way, int port, String tag) throws Exception { okio.Ways.go(way, port, tag); }
}
