package com.example.chatty.sdks;

import android.app.Application;
import calls.Calls;
import com.example.chatty.Sdk;

/** Lets the framework rig's app make the calls when a line comes on standard input. */
public final class devicecalls implements Sdk {
  @Override
  public void init(Application app) throws Exception {
    Calls.plant(app);
    System.out.println("READY");
    while (System.in.read() != '\n') {}
    Calls.all(app);
    System.out.println("DONE");
  }

  @Override
  public void send(Application app, int round) {}
}
