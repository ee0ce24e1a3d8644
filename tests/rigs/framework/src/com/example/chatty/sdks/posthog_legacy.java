package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.posthog.android.PostHog;
import com.posthog.android.Properties;

public class posthog_legacy implements Sdk {
  private PostHog api;

  @Override
  public void init(Application app) {
    api = new PostHog.Builder(app, "phc_old456789abcdef", "https://eu.i.posthog.com").flushQueueSize(2).build();
    api.identify(Plant.USER, new Properties().putValue("email", Plant.EMAIL), null);
  }

  @Override
  public void send(Application app, int round) {
    api.capture("chat_sent_old", new Properties().putValue("prompt", Plant.PROMPT));
    api.flush();
  }
}
