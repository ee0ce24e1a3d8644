package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.posthog.PostHog;
import com.posthog.android.PostHogAndroid;
import com.posthog.android.PostHogAndroidConfig;
import java.util.Map;

public class posthog implements Sdk {
  @Override
  public void init(Application app) {
    PostHogAndroidConfig config = new PostHogAndroidConfig("phc_0123456789abcdef");
    config.setFlushAt(2);
    PostHogAndroid.Companion.setup(app, config);
    PostHog.Companion.identify(Plant.USER, Map.of("email", Plant.EMAIL), null);
  }

  @Override
  public void send(Application app, int round) {
    PostHog.Companion.capture("chat_sent", null, Map.of("prompt", Plant.PROMPT, "email", Plant.EMAIL), null, null, null, null);
    PostHog.Companion.flush();
  }
}
