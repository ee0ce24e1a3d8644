package com.example.chat;

import com.adjust.sdk.Tracker;
import java.io.*;
import okio.Ways;

/** Sends when told to: "app WAY PORT TAG" by its own code, "sdk WAY PORT TAG" by an SDK's. */
public class Main {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("UP");
        for (String line; (line = in.readLine()) != null; ) {
            String[] w = line.split(" ");
            try {
                if (w[0].equals("sdk")) Tracker.send(w[1], Integer.parseInt(w[2]), w[3]);
                else send(w[1], Integer.parseInt(w[2]), w[3]);
                System.out.println("OK " + w[3]);
            } catch (Throwable t) {
                System.out.println("FAIL " + t);
            }
        }
        System.exit(0);
    }

    static void send(String way, int port, String tag) throws Exception { Ways.go(way, port, tag); }
}
