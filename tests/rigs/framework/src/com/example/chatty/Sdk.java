package com.example.chatty;

import android.app.Application;

/** One SDK under observation: the class sdks.NAME implements this. */
public interface Sdk {
  void init(Application app) throws Exception;

  /** Sends the planted values; called once per round, on the main thread. */
  void send(Application app, int round) throws Exception;
}
